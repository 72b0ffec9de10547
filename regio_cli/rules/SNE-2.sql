-- id: SNE-2
-- severity: info
-- title:
--   en: A body that decides is small enough to
--   nl: Een overleg dat besluit is daar klein genoeg voor
-- message:
--   en: "{name} has {number} places with a vote, and decides; at most {voters} is advised"
--   nl: "{name} heeft {number} plaatsen met stem, en besluit; ten hoogste {voters} is het advies"
-- why:
--   en: With more than a dozen votes a meeting becomes a hearing.
--   nl: Met meer dan een dozijn stemmen wordt een vergadering een hoorzitting.
-- seed: Snelheid en slagkracht.
-- source: seed; domain brief E.2, SNE-2 (proposal)
-- mend:
--   en: let some advise, or let a smaller body decide
--   nl: laat enkelen adviseren, of laat een kleiner overleg besluiten
-- command: "regio edit {record}"
-- parameters:
--   voters:
--     default: 12
--     en: places with a vote at most
--     nl: plaatsen met stem ten hoogste
-- fault:
--   pick: >-
--     SELECT body.id, seat.id AS seat FROM active_body AS body JOIN active_seat AS seat ON seat.body = body.id AND seat.voting WHERE body.decision_power = 'agreement' AND seat.count IS NULL
--     AND (SELECT count(*) FROM active_seat AS other WHERE other.body = body.id AND other.voting) <= 12 ORDER BY body.id, seat.id LIMIT 1
--   changes:
--     body/{id}:
--       seats.{seat}.count: 20
--   fires_on: body/{id}
SELECT 'body/' || body.id AS record, 'seats' AS field, body.name, sum(coalesce(seat.count, 1)) AS number, :voters AS voters
FROM active_body AS body JOIN active_seat AS seat ON seat.body = body.id AND seat.voting
WHERE body.decision_power IN ('agreement', 'internal')
GROUP BY body.id
HAVING number > :voters
ORDER BY body.id
