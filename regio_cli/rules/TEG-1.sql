-- id: TEG-1
-- severity: warning
-- title:
--   en: Every executive body has its civil-service counterpart
--   nl: Elk bestuurlijk overleg kent een ambtelijke tegenhanger
-- message:
--   en: "{name} has no civil-service counterpart"
--   nl: "{name} heeft geen ambtelijke tegenhanger"
-- why:
--   en: What governors decide must be prepared and carried out by officials who sit together as they do.
--   nl: Wat bestuurders besluiten moet worden voorbereid en uitgevoerd door ambtenaren die net zo bij elkaar zitten.
-- seed: Elk bestuurlijk overleg kent een ambtelijke tegenhanger.
-- source: seed; domain brief E.2, TEG-1
-- mend:
--   en: name the counterpart, or record an accepted deviation
--   nl: noem de tegenhanger, of leg een geaccepteerde afwijking vast
-- command: regio set {record} counterpart=…
-- fault:
--   pick: >-
--     SELECT body.id FROM active_body AS body JOIN active_body AS other ON other.id = body.counterpart
--     WHERE body.level = 'executive' AND other.level = 'civil_service' AND other.counterpart = body.id ORDER BY body.id LIMIT 1
--   changes:
--     body/{id}:
--       counterpart: null
--   fires_on: body/{id}
SELECT 'body/' || body.id AS record, 'counterpart' AS field, body.name AS name
FROM active_body AS body
WHERE body.level = 'executive'
  AND NOT EXISTS (
    SELECT 1 FROM active_body AS other
    WHERE other.id = body.counterpart AND other.level = 'civil_service'
  )
ORDER BY body.id
