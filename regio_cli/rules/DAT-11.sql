-- id: DAT-11
-- severity: warning
-- title:
--   en: Every body with a seat for a chair has one
--   nl: Elk overleg met een zetel voor een voorzitter heeft er een
-- message:
--   en: "{name} has no chair"
--   nl: "{name} heeft geen voorzitter"
-- why:
--   en: Without a chair nobody calls the meeting or sets the agenda.
--   nl: Zonder voorzitter roept niemand de vergadering bijeen en stelt niemand de agenda vast.
-- source: domain brief E.4
-- mend:
--   en: appoint one
--   nl: benoem er een
-- command: "regio appoint … --to {record} --seat {seat}"
-- fault:
--   pick: >-
--     SELECT body, min(mandate) AS mandate FROM holder WHERE role = 'chair' GROUP BY body HAVING count(*) = 1 ORDER BY body LIMIT 1
--   changes:
--     mandate/{mandate}:
--       status: "nominated"
--   fires_on: body/{body}
SELECT 'body/' || body.id AS record, 'seats.' || min(seat.id) AS field, body.name, min(seat.id) AS seat
FROM active_body AS body JOIN active_seat AS seat ON seat.body = body.id AND seat.role = 'chair'
WHERE body.id NOT IN (SELECT holder.body FROM holder WHERE holder.role = 'chair')
GROUP BY body.id
ORDER BY body.id
