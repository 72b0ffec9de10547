-- id: DAT-12
-- severity: warning
-- title:
--   en: Every body with a seat for a secretary has one
--   nl: Elk overleg met een zetel voor een secretaris heeft er een
-- message:
--   en: "{en}"
--   nl: "{nl}"
-- why:
--   en: Without a secretary no papers go out and nothing is recorded.
--   nl: Zonder secretaris gaan er geen stukken uit en wordt niets vastgelegd.
-- source: domain brief E.4
-- mend:
--   en: appoint one
--   nl: benoem er een
-- command: "{command}"
-- fault:
--   pick: >-
--     SELECT body, min(mandate) AS mandate FROM holder WHERE role = 'secretary' GROUP BY body HAVING count(*) = 1 ORDER BY body LIMIT 1
--   changes:
--     mandate/{mandate}:
--       status: "nominated"
--   fires_on: body/{body}
WITH place AS (
  SELECT body, min(seat) AS seat, sum(held) AS held, sum(unattended) AS unattended FROM seat_on_day WHERE role = 'secretary' AND places > 0 GROUP BY body
)
SELECT 'body/' || place.body AS record, 'seats.' || place.seat AS field, body.name,
       CASE WHEN place.unattended > 0 THEN 'the secretary of ' || body.name || ' is absent, and nobody stands in'
            ELSE body.name || ' has no secretary' END AS en,
       CASE WHEN place.unattended > 0 THEN 'de secretaris van ' || body.name || ' is afwezig, en niemand vervangt'
            ELSE body.name || ' heeft geen secretaris' END AS nl,
       coalesce(
         (SELECT 'regio replace ' || min(mandate) || ' --by … --temporary --on ' || on_date() FROM mandate_on_day WHERE body = place.body AND role = 'secretary' AND is_unattended),
         'regio appoint … --to body/' || place.body || ' --seat ' || place.seat
       ) AS command
FROM place JOIN body ON body.id = place.body
WHERE place.held = 0
ORDER BY place.body
