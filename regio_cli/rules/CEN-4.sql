-- id: CEN-4
-- severity: info
-- title:
--   en: The roles of host, chair and treasurer are not in one hand
--   nl: De rollen van gastheer, voorzitter en kassier liggen niet in één hand
-- message:
--   en: "{name}: {en} in one hand"
--   nl: "{name}: {nl} in één hand"
-- why:
--   en: Who houses the bureau, presides over the board and keeps the money at once, has nobody to answer to.
--   nl: Wie tegelijk het bureau huisvest, het bestuur voorzit en het geld beheert, heeft niemand tegenover zich.
-- seed: Opstelling van die centrumgemeente; hoe om te gaan met één natuurlijke centrumgemeente?
-- source: domain brief E.2, CEN-4; in the Regio Deal of 2020 the province was treasurer (A.6)
-- mend:
--   en: give one of these roles to another
--   nl: geef een van deze rollen aan een ander
-- fault:
--   pick: >-
--     SELECT seat.body AS money, seat.id AS seat, bureau.secretariat AS id FROM active_seat AS seat, active_body AS bureau
--     WHERE seat.role = 'treasurer' AND bureau.type = 'bureau'
--       AND bureau.secretariat IN (SELECT voice.partner FROM voice JOIN body ON body.id = voice.body WHERE voice.role = 'chair' AND body.type = 'regional_board') LIMIT 1
--   changes:
--     body/{money}:
--       seats.{seat}: {id: "{seat}-bis", role: treasurer, basis: reserved, voting: true, on_behalf_of: ["{id}"]}
--   fires_on: partner/{id}
WITH role AS (
  SELECT secretariat AS partner, 'host' AS role FROM active_body WHERE type = 'bureau' AND secretariat IS NOT NULL
  UNION
  SELECT voice.partner, 'chair' FROM voice JOIN body ON body.id = voice.body WHERE voice.role = 'chair' AND body.type = 'regional_board'
  UNION
  SELECT partner, 'treasurer' FROM voice WHERE role = 'treasurer'
)
SELECT 'partner/' || partner.id AS record, NULL AS field, partner.name, 'host of the bureau, chair of the regional board and treasurer are' AS en,
       'gastheer van het bureau, voorzitter van het regiobestuur en kassier' AS nl
FROM role JOIN partner ON partner.id = role.partner
GROUP BY partner.id HAVING count(*) = 3
UNION ALL
SELECT DISTINCT 'body/' || chair.body, 'seats.' || money.seat || '.role', chair.body_name, 'chair and treasurer are', 'voorzitter en kassier'
FROM holder AS money JOIN holder AS chair ON chair.body = money.body AND chair.person = money.person
WHERE money.role = 'treasurer' AND chair.role = 'chair'
ORDER BY record
