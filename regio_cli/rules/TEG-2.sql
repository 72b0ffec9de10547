-- id: TEG-2
-- severity: warning
-- title:
--   en: Who sits with the governors, also sits with the officials
--   nl: Wie bestuurlijk aan tafel zit, zit ook ambtelijk aan tafel
-- message:
--   en: "{covered} of the {number} partners in {executive} ({coverage} %) also sit in its counterpart; {missing_number} do not: {missing}"
--   nl: "{covered} van de {number} partners in {executive} ({coverage} %) zitten ook in de tegenhanger; {missing_number} niet: {missing}"
-- why:
--   en: A governor whose own officials don't prepare the table sits there unprepared, and what was agreed is carried out by nobody.
--   nl: Een bestuurder van wie de eigen ambtenaren niet meedoen, zit onvoorbereid aan tafel, en de afspraak landt nergens.
-- seed: Elk bestuurlijk overleg kent een ambtelijke tegenhanger; bestuurlijke governance vertalen naar ambtelijke samenwerking.
-- source: domain brief E.2, TEG-2 (threshold proposed there)
-- mend:
--   en: ask the partners that are missing for an official, and add seats for them to {record}
--   nl: vraag de ontbrekende partners om een ambtenaar, en geef ze een zetel in {record}
-- parameters:
--   coverage:
--     default: 0.8
--     en: the least part of the partners in the executive body that also sit in its counterpart
--     nl: het deel van de partners in het bestuurlijk overleg dat ten minste ook in de tegenhanger zit
-- fault:
--   pick: >-
--     SELECT pair.civil, '["' || partner.id || '"]' AS only_ FROM pair, partner
--     WHERE partner.type = 'network' AND (SELECT count(DISTINCT partner) FROM holder_partner WHERE body = pair.executive) > 4 ORDER BY pair.civil LIMIT 1
--   changes:
--     body/{civil}:
--       seats:
--         - {id: los, role: member, basis: expertise, voting: false, reason: proef}
--   fires_on: body/{civil}
SELECT 'body/' || civil AS record, 'seats' AS field, 'body/' || executive AS also, executive_name AS executive,
       count(*) AS number, sum(is_there) AS covered, CAST(round(100.0 * sum(is_there) / count(*)) AS INTEGER) AS coverage,
       count(*) - sum(is_there) AS missing_number, (
         SELECT group_concat(name, ', ') FROM (
           SELECT coalesce(partner.short_name, partner.name) AS name FROM pair_partner AS other JOIN partner ON partner.id = other.partner
           WHERE other.civil = pair_partner.civil AND other.executive = pair_partner.executive AND NOT other.is_there ORDER BY name
         )
       ) AS missing
FROM pair_partner
GROUP BY civil, executive
HAVING sum(is_there) < :coverage * count(*)
