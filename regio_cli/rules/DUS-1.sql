-- id: DUS-1
-- severity: info
-- title:
--   en: A body works for the region
--   nl: Een overleg werkt voor de regio
-- message:
--   en: "{name} also works for {partner}, which is no municipality or province of the region"
--   nl: "{name} werkt ook voor {partner}, geen gemeente of provincie van de regio"
-- why:
--   en: The daily urban system, in which people live and work, is the natural basis of the region; a body that works outside it says why.
--   nl: Het daily urban system, waarin mensen wonen en werken, is de natuurlijke basis van de regio; een overleg dat daarbuiten werkt zegt waarom.
-- seed: Natuurlijke basis = daily urban system; daily urban system als uitgangspunt.
-- source: domain brief E.2, DUS-1
-- mend:
--   en: correct the area, or record the reason as an accepted deviation
--   nl: verbeter het werkgebied, of leg de reden vast als geaccepteerde afwijking
-- command: regio edit {record}
-- fault:
--   pick: >-
--     SELECT body.id, partner.id AS partner FROM active_body AS body, active_partner AS partner
--     WHERE body.area IS NULL AND partner.type NOT IN ('municipality', 'province') ORDER BY body.id, partner.id LIMIT 1
--   changes:
--     body/{id}:
--       area: [{partner: "{partner}"}]
--   fires_on: body/{id}
SELECT 'body/' || area.body AS record, 'area.' || area.position AS field, body.name, coalesce(partner.name, area.partner) AS partner
FROM active_body_area AS area JOIN active_body AS body ON body.id = area.body LEFT JOIN partner ON partner.id = area.partner
WHERE area.partner NOT IN (SELECT partner FROM municipality)
  AND area.partner NOT IN (SELECT province FROM region_province)
ORDER BY area.body, area.position
