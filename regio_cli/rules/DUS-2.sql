-- id: DUS-2
-- severity: info
-- title:
--   en: Bodies reach across the borders of provinces
--   nl: Overleggen gaan over provinciegrenzen heen
-- message:
--   en: "in {wide} of the {total} executive bodies ({share} %) three or more provinces meet"
--   nl: "in {wide} van de {total} bestuurlijke overleggen ({share} %) ontmoeten drie of meer provincies elkaar"
-- why:
--   en: To deny borders is what the region set out to do; when most tables are within one or two provinces, it no longer does.
--   nl: Grensontkennend werken is waar de regio voor staat; als de meeste tafels binnen een of twee provincies blijven, gebeurt het niet meer.
-- seed: Grensontkennend – gunnen - groeien.
-- source: domain brief E.2, DUS-2
-- mend:
--   en: look for members from other provinces when seats fall vacant
--   nl: zoek leden uit andere provincies als er zetels vrijkomen
-- parameters:
--   part:
--     default: 0.5
--     en: the part of the executive bodies in which three provinces are to meet
--     nl: het deel van de bestuurlijke overleggen waarin drie provincies elkaar moeten ontmoeten
--   least:
--     default: 5
--     en: the number of executive bodies from which they are judged
--     nl: het aantal bestuurlijke overleggen vanaf waar wordt geoordeeld
-- fault:
--   pick: SELECT registry.id, min(partner.id) AS partner FROM registry, active_partner AS partner WHERE partner.type = 'province'
--   changes:
--     body/proef-01: {name: Proef, level: executive, type: table, seats: [{id: lid, role: member, basis: expertise, voting: true, on_behalf_of: ["{partner}"]}]}
--     body/proef-02: {name: Proef, level: executive, type: table, seats: [{id: lid, role: member, basis: expertise, voting: true, on_behalf_of: ["{partner}"]}]}
--     body/proef-03: {name: Proef, level: executive, type: table, seats: [{id: lid, role: member, basis: expertise, voting: true, on_behalf_of: ["{partner}"]}]}
--     body/proef-04: {name: Proef, level: executive, type: table, seats: [{id: lid, role: member, basis: expertise, voting: true, on_behalf_of: ["{partner}"]}]}
--     body/proef-05: {name: Proef, level: executive, type: table, seats: [{id: lid, role: member, basis: expertise, voting: true, on_behalf_of: ["{partner}"]}]}
--     body/proef-06: {name: Proef, level: executive, type: table, seats: [{id: lid, role: member, basis: expertise, voting: true, on_behalf_of: ["{partner}"]}]}
--     body/proef-07: {name: Proef, level: executive, type: table, seats: [{id: lid, role: member, basis: expertise, voting: true, on_behalf_of: ["{partner}"]}]}
--     body/proef-08: {name: Proef, level: executive, type: table, seats: [{id: lid, role: member, basis: expertise, voting: true, on_behalf_of: ["{partner}"]}]}
--     body/proef-09: {name: Proef, level: executive, type: table, seats: [{id: lid, role: member, basis: expertise, voting: true, on_behalf_of: ["{partner}"]}]}
--     body/proef-10: {name: Proef, level: executive, type: table, seats: [{id: lid, role: member, basis: expertise, voting: true, on_behalf_of: ["{partner}"]}]}
--     body/proef-11: {name: Proef, level: executive, type: table, seats: [{id: lid, role: member, basis: expertise, voting: true, on_behalf_of: ["{partner}"]}]}
--     body/proef-12: {name: Proef, level: executive, type: table, seats: [{id: lid, role: member, basis: expertise, voting: true, on_behalf_of: ["{partner}"]}]}
--     body/proef-13: {name: Proef, level: executive, type: table, seats: [{id: lid, role: member, basis: expertise, voting: true, on_behalf_of: ["{partner}"]}]}
--     body/proef-14: {name: Proef, level: executive, type: table, seats: [{id: lid, role: member, basis: expertise, voting: true, on_behalf_of: ["{partner}"]}]}
--     body/proef-15: {name: Proef, level: executive, type: table, seats: [{id: lid, role: member, basis: expertise, voting: true, on_behalf_of: ["{partner}"]}]}
--     body/proef-16: {name: Proef, level: executive, type: table, seats: [{id: lid, role: member, basis: expertise, voting: true, on_behalf_of: ["{partner}"]}]}
--   fires_on: registry/{id}
WITH reach AS (
  SELECT voice.body, count(DISTINCT partner_province.province) AS provinces
  FROM voice LEFT JOIN partner_province ON partner_province.partner = voice.partner
  WHERE voice.level = 'executive'
  GROUP BY voice.body
),
figure AS (
  SELECT count(*) AS total, sum(provinces >= 3) AS wide FROM reach
)
SELECT 'registry/' || registry.id AS record, 'region' AS field, figure.wide, figure.total,
       CAST(round(100.0 * figure.wide / figure.total) AS INTEGER) AS share
FROM registry, figure
WHERE figure.total >= :least AND figure.wide < :part * figure.total
  AND (SELECT count(*) FROM region_province) >= 3
