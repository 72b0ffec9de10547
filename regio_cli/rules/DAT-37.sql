-- id: DAT-37
-- severity: warning
-- title:
--   en: No mobile number stands where it may be published
--   nl: Er staat geen mobiel nummer waar het gepubliceerd kan worden
-- message:
--   en: a mobile number stands here
--   nl: hier staat een mobiel nummer
-- why:
--   en: A mobile number is personal, also when the work pays for it. People who are for the bureau only are left alone.
--   nl: Een mobiel nummer is persoonlijk, ook als het werk ervoor betaalt. Wie alleen voor het bureau is blijft buiten beschouwing.
-- source: domain brief C.1
-- mend:
--   en: record the number of the office
--   nl: leg het nummer van het kantoor vast
-- command: "regio set {record} {field}=…"
-- fault:
--   pick: >-
--     SELECT id FROM person WHERE publicity = 'public' ORDER BY id LIMIT 1
--   changes:
--     person/{id}:
--       phone: "+31612345678"
--   fires_on: person/{id}
WITH plain AS MATERIALIZED (
  SELECT record, field, ' ' || replace(replace(replace(value, ' ', ''), '-', ''), '(0)', '') || ' ' AS value
  FROM text_value
  WHERE (value GLOB '*06*' OR value GLOB '*31*6*') AND value NOT GLOB 'http*://*' AND path NOT GLOB 'identifiers.*' AND path <> 'former_identifiers.value'
)
SELECT record, field
FROM plain
WHERE (value GLOB '*[^0-9]06[1-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][^0-9]*' OR value GLOB '*[^0-9]00316[1-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][^0-9]*'
       OR value GLOB '*+316[1-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][^0-9]*')
  AND record NOT IN (SELECT 'person/' || id FROM person WHERE publicity = 'internal')
ORDER BY record, field
