-- id: CEN-2
-- severity: info
-- title:
--   en: Chairs are spread over the partners
--   nl: Voorzitterschappen zijn over de partners verdeeld
-- message:
--   en: "of the {total} chairs of executive bodies {others} % are with others than {centre}; concentration {hhi} (HHI, 1 is one for all), as if {effective} partners shared them"
--   nl: "van de {total} voorzitterschappen van bestuurlijke overleggen ligt {others} % bij anderen dan {centre}; concentratie {hhi} (HHI, 1 is één voor alles), als van {effective} partners die ze delen"
-- why:
--   en: That others chair is how the region itself answers its centre municipality, as when the mayor of Raalte chaired the urbanisation strategy.
--   nl: Dat anderen voorzitten is het eigen antwoord van de regio op haar centrumgemeente, zoals toen de burgemeester van Raalte de verstedelijkingsstrategie voorzat.
-- seed: Opstelling van die centrumgemeente.
-- source: domain brief E.2, CEN-2; Herfindahl-Hirschman index; 0.25 is the customary limit of high concentration
-- mend:
--   en: when a chair falls vacant, look for one from another partner
--   nl: zoek als een voorzitterschap vrijkomt iemand van een andere partner
-- parameters:
--   concentration:
--     default: 0.25
--     en: the HHI of chairs over partners above which they are concentrated
--     nl: de HHI van voorzitters over partners waarboven zij geconcentreerd zijn
--   others:
--     default: 0.5
--     en: the part of the chairs that is to be with others than the centre municipality
--     nl: het deel van de voorzitters dat bij anderen dan de centrumgemeente moet liggen
--   least:
--     default: 5
--     en: the chairs from which they are judged
--     nl: het aantal voorzitters vanaf waar wordt geoordeeld
-- fault:
--   pick: SELECT registry.id, centre.partner AS centre FROM registry, centre WHERE (SELECT count(*) FROM voice WHERE role = 'chair') > 5
--   changes:
--     body/proef-van-de-voorzitters:
--       name: Proef
--       level: executive
--       type: table
--       seats:
--         - {id: voorzitter, role: chair, basis: expertise, voting: true, count: 60, on_behalf_of: ["{centre}"]}
--   fires_on: registry/{id}
WITH chairs AS (
  SELECT voice.partner, sum(voice.share) AS chairs
  FROM voice
  WHERE voice.role = 'chair' AND voice.level = 'executive'
  GROUP BY voice.partner
),
figure AS (
  SELECT sum(chairs) AS total, json_group_array(chairs) AS parts,
         sum(CASE WHEN partner = (SELECT partner FROM centre) THEN 0 ELSE chairs END) AS others
  FROM chairs
)
SELECT 'registry/' || registry.id AS record, 'region.centre' AS field, centre.name AS centre, round(figure.total, 1) AS total,
       CAST(round(100 * figure.others / figure.total) AS INTEGER) AS others, round(hhi(figure.parts), 2) AS hhi,
       round(effective_number(figure.parts), 1) AS effective
FROM registry, centre, figure
WHERE figure.total >= :least AND (hhi(figure.parts) > :concentration OR figure.others < :others * figure.total)
