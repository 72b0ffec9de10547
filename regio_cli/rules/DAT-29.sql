-- id: DAT-29
-- severity: warning
-- title:
--   en: Counterparts name each other
--   nl: Tegenhangers noemen elkaar
-- message:
--   en: "{name} names {other} as its counterpart, which names {back}"
--   nl: "{name} noemt {other} als tegenhanger, en die noemt {back}"
-- why:
--   en: A pair that only one of the two knows of falls apart when the other is reorganised.
--   nl: Een paar waar maar één van de twee van weet valt uiteen als de ander verandert.
-- seed: Elk bestuurlijk overleg kent een ambtelijke tegenhanger.
-- source: domain brief E.4; TEG-1 asks for the link to be symmetric
-- mend:
--   en: let both name the other
--   nl: laat beide de ander noemen
-- command: "regio set {address} counterpart={id}"
-- fault:
--   pick: >-
--     SELECT body.id, other.id AS other FROM active_body AS body JOIN active_body AS other ON other.id = body.counterpart AND other.counterpart = body.id ORDER BY body.id LIMIT 1
--   changes:
--     body/{other}:
--       counterpart: null
--   fires_on: body/{id}
SELECT 'body/' || body.id AS record, 'counterpart' AS field, 'body/' || other.id AS also, body.name, other.name AS other, body.id AS id,
       'body/' || other.id AS address, coalesce(other.counterpart, '–') AS back
FROM active_body AS body JOIN active_body AS other ON other.id = body.counterpart
WHERE other.counterpart IS NOT body.id
ORDER BY body.id
