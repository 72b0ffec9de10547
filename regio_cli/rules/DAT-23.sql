-- id: DAT-23
-- severity: warning
-- title:
--   en: Every body has seats
--   nl: Elk overleg heeft zetels
-- message:
--   en: "{name} has no seats"
--   nl: "{name} heeft geen zetels"
-- why:
--   en: A body without seats can have no members.
--   nl: Een overleg zonder zetels kan geen leden hebben.
-- source: "issue: orphans"
-- mend:
--   en: give it seats, or dissolve it
--   nl: geef het zetels, of hef het op
-- command: "regio edit {record}"
-- fault:
--   pick: >-
--     SELECT 1 AS one
--   changes:
--     body/leeg:
--       name: "Leeg"
--       level: "executive"
--       type: "table"
--   fires_on: body/leeg
SELECT 'body/' || id AS record, name
FROM active_body
WHERE id NOT IN (SELECT body FROM active_seat)
ORDER BY id
