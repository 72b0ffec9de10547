-- id: DAT-20
-- severity: error
-- title:
--   en: A body that has ended has no mandates any more
--   nl: Een beëindigd overleg heeft geen mandaten meer
-- message:
--   en: "ended on {end}, and {number} mandates in it go on"
--   nl: "is beëindigd op {end}, en {number} mandaten erin lopen door"
-- why:
--   en: When a body ends, so does every seat in it.
--   nl: Houdt een overleg op, dan ook elke zetel erin.
-- source: domain brief E.4
-- mend:
--   en: end them with the body
--   nl: beëindig ze met het overleg
-- command: "regio dissolve {record} --on {end}"
-- fault:
--   pick: >-
--     SELECT body.id, date(on_date(), '-1 day') AS yesterday FROM active_body AS body JOIN holder ON holder.body = body.id AND holder.status = 'appointed' ORDER BY body.id LIMIT 1
--   changes:
--     body/{id}:
--       end_date: "{yesterday}"
--   fires_on: body/{id}
SELECT 'body/' || body.id AS record, 'end_date' AS field, body.end_date AS end, count(*) AS number, 'mandate/' || min(mandate.id) AS also,
       date(body.end_date, '+1 day') AS since
FROM body JOIN active_mandate AS mandate ON mandate.body = body.id
WHERE body.end_date < on_date() AND mandate.status <> 'ended'
GROUP BY body.id
ORDER BY body.id
