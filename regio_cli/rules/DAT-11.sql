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
SELECT 'body/' || body.id AS record, 'seats.' || place.seat AS field, body.name,
       CASE WHEN place.unattended IS NULL THEN body.name || ' has no chair'
            ELSE 'the chair of ' || body.name || ' is absent, and nobody stands in' END AS en,
       CASE WHEN place.unattended IS NULL THEN body.name || ' heeft geen voorzitter'
            ELSE 'de voorzitter van ' || body.name || ' is afwezig, en niemand vervangt' END AS nl,
       coalesce(
         'regio replace ' || place.unattended || ' --by … --temporary --on ' || on_date(),
         'regio appoint … --to body/' || body.id || ' --seat ' || place.seat
       ) AS command
FROM role_on_day AS place JOIN body ON body.id = place.body
WHERE place.role = 'chair' AND place.held = 0
ORDER BY place.body
