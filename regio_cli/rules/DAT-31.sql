-- id: DAT-31
-- severity: error
-- title:
--   en: Two partners do not have one identifier
--   nl: Twee partners hebben niet één identificatie
-- message:
--   en: "has the same {scheme} as {other}: {value}"
--   nl: "heeft dezelfde {scheme} als {other}: {value}"
-- why:
--   en: An identifier leads to one organisation; a part of another partner may carry that partner’s.
--   nl: Een identificatie leidt naar één organisatie; een onderdeel van een andere partner mag die van die partner dragen.
-- source: domain brief E.4
-- mend:
--   en: mend the identifier of one of the two
--   nl: herstel de identificatie van een van de twee
-- command: "regio set {record} {field}=…"
-- fault:
--   pick: >-
--     SELECT partner.id, other.id AS other, partner.identifiers_kvk AS kvk FROM active_partner AS partner JOIN active_partner AS other ON other.id > partner.id
--     WHERE partner.identifiers_kvk IS NOT NULL AND partner.part_of IS NULL AND other.part_of IS NULL ORDER BY partner.id, other.id LIMIT 1
--   changes:
--     partner/{other}:
--       identifiers.kvk: "{kvk}"
--   fires_on: partner/{other}
WITH identified AS (
  SELECT partner.id, partner.part_of, text_value.field, text_value.path, text_value.value
  FROM text_value JOIN active_partner AS partner ON 'partner/' || partner.id = text_value.record
  WHERE text_value.kind = 'partner' AND text_value.path GLOB 'identifiers.*'
),
shared AS (
  SELECT id, part_of, field, value, first_value(id) OVER same AS first, first_value(part_of) OVER same AS first_part_of
  FROM identified WINDOW same AS (PARTITION BY path, value ORDER BY id)
)
SELECT 'partner/' || shared.id AS record, shared.field, 'partner/' || shared.first AS also, substr(shared.field, 13) AS scheme, other.name AS other, shared.value
FROM shared JOIN partner AS other ON other.id = shared.first
WHERE shared.id <> shared.first AND shared.part_of IS NOT shared.first AND shared.first_part_of IS NOT shared.id
ORDER BY shared.id, shared.field
