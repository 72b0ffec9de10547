-- id: DAT-11
-- severity: warning
-- title:
--   en: Every body with a seat for a chair has one
--   nl: Elk overleg met een zetel voor een voorzitter heeft er een
-- message:
--   en: "{en}"
--   nl: "{nl}"
-- why:
--   en: Without a chair nobody calls the meeting or sets the agenda.
--   nl: Zonder voorzitter roept niemand de vergadering bijeen en stelt niemand de agenda vast.
-- source: domain brief E.4
-- mend:
--   en: appoint one
--   nl: benoem er een
-- command: "{command}"
-- fault:
--   pick: >-
--     SELECT body, min(mandate) AS mandate FROM holder WHERE role = 'chair' GROUP BY body HAVING count(*) = 1 ORDER BY body LIMIT 1
--   changes:
--     mandate/{mandate}:
--       status: "nominated"
--   fires_on: body/{body}
WITH place AS (
  SELECT body, min(seat) AS seat, sum(held) AS held, sum(unattended) AS unattended FROM seat_on_day WHERE role = 'chair' AND places > 0 GROUP BY body
)
SELECT 'body/' || place.body AS record, 'seats.' || place.seat AS field, body.name,
       CASE WHEN place.unattended > 0 THEN 'the chair of ' || body.name || ' is absent, and nobody stands in'
            ELSE body.name || ' has no chair' END AS en,
       CASE WHEN place.unattended > 0 THEN 'de voorzitter van ' || body.name || ' is afwezig, en niemand vervangt'
            ELSE body.name || ' heeft geen voorzitter' END AS nl,
       coalesce(
         (SELECT 'regio replace ' || min(mandate) || ' --by … --temporary --on ' || on_date() FROM mandate_on_day WHERE body = place.body AND role = 'chair' AND is_unattended),
         'regio appoint … --to body/' || place.body || ' --seat ' || place.seat
       ) AS command
FROM place JOIN body ON body.id = place.body
WHERE place.held = 0
ORDER BY place.body
