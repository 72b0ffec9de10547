-- id: DAT-12
-- severity: warning
-- title:
--   en: Every body with a seat for a secretary has one
--   nl: Elk overleg met een zetel voor een secretaris heeft er een
-- message:
--   en: "{name} has no secretary"
--   nl: "{name} heeft geen secretaris"
-- why:
--   en: Without a secretary no papers go out and nothing is recorded.
--   nl: Zonder secretaris gaan er geen stukken uit en wordt niets vastgelegd.
-- source: domain brief E.4
-- mend:
--   en: appoint one
--   nl: benoem er een
-- command: "regio appoint … --to {record} --seat {seat}"
-- fault:
--   pick: >-
--     SELECT body, min(mandate) AS mandate FROM holder WHERE role = 'secretary' GROUP BY body HAVING count(*) = 1 ORDER BY body LIMIT 1
--   changes:
--     mandate/{mandate}:
--       status: "nominated"
--   fires_on: body/{body}
SELECT 'body/' || body.id AS record, 'seats.' || min(seat.id) AS field, body.name, min(seat.id) AS seat
FROM active_body AS body JOIN active_seat AS seat ON seat.body = body.id AND seat.role = 'secretary'
WHERE body.id NOT IN (SELECT holder.body FROM holder WHERE holder.role = 'secretary')
GROUP BY body.id
ORDER BY body.id
