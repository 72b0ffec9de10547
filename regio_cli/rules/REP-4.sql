-- id: REP-4
-- severity: error
-- title:
--   en: One person has one vote in a body
--   nl: Eén persoon heeft één stem in een overleg
-- message:
--   en: "one person holds {number} voting seats in {name}: {seats}"
--   nl: "één persoon bezet {number} zetels met stem in {name}: {seats}"
-- why:
--   en: Two votes in one hand count double, and leave a seat at the table empty.
--   nl: Twee stemmen in één hand tellen dubbel, en laten een stoel aan tafel leeg.
-- seed: Representativiteit partners in diverse gremia.
-- source: domain brief E.2, REP-2 (more than one voting seat in one body is a fault)
-- mend:
--   en: end one of these mandates
--   nl: beëindig een van deze mandaten
-- command: regio end {mandate}
-- fault:
--   pick: >-
--     SELECT holder.mandate, holder.person, holder.body, seat.id AS seat FROM holder JOIN active_seat AS seat ON seat.body = holder.body
--     WHERE holder.voting AND seat.voting AND seat.id > holder.seat ORDER BY holder.body, holder.seat, seat.id LIMIT 1
--   changes:
--     mandate/proef: {person: "{person}", body: "{body}", seat: "{seat}", status: appointed, start_date: "1990-01-01", lapses_with: nothing}
--   fires_on: mandate/proef
SELECT 'mandate/' || max(holder.mandate) AS record, 'seat' AS field, 'mandate/' || min(holder.mandate) AS also, max(holder.mandate) AS mandate,
       count(*) AS number, body.name, group_concat(holder.seat, ', ') AS seats
FROM holder JOIN active_body AS body ON body.id = holder.body
WHERE holder.voting
GROUP BY holder.body, holder.person
HAVING count(*) > 1
ORDER BY record
