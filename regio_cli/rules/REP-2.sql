-- id: REP-2
-- severity: info
-- title:
--   en: Nobody wears too many hats
--   nl: Niemand heeft te veel petten op
-- message:
--   en: "one person holds {seats} seats, in {bodies} bodies"
--   nl: "één persoon bezet {seats} zetels, in {bodies} overleggen"
-- why:
--   en: A network that leans on a few people loses its memory when one of them leaves. Secretaries don't count, since it is their work. For internal use only; never a ranking of people.
--   nl: Een netwerk dat op enkelen leunt verliest zijn geheugen als een van hen vertrekt. Secretarissen tellen niet mee, want het is hun werk. Alleen voor intern gebruik; nooit een ranglijst van mensen.
-- seed: Representativiteit partners in diverse gremia.
-- source: domain brief E.2, REP-2
-- mend:
--   en: look for somebody else when one of these seats is to be filled again
--   nl: zoek iemand anders als een van deze zetels opnieuw bezet wordt
-- command: regio show {record}
-- parameters:
--   seats:
--     default: 5
--     en: the number of seats of one person from which this is said
--     nl: het aantal zetels van één persoon vanaf waar dit gezegd wordt
-- fault:
--   pick: >-
--     SELECT person, body, seat, mandate FROM holder WHERE role <> 'secretary' GROUP BY person HAVING count(*) = 1 ORDER BY person LIMIT 1
--   changes:
--     mandate/proef-1: {person: "{person}", body: "{body}", seat: "{seat}", status: appointed, start_date: "1990-01-01", lapses_with: nothing}
--     mandate/proef-2: {person: "{person}", body: "{body}", seat: "{seat}", status: appointed, start_date: "1990-01-01", lapses_with: nothing}
--     mandate/proef-3: {person: "{person}", body: "{body}", seat: "{seat}", status: appointed, start_date: "1990-01-01", lapses_with: nothing}
--     mandate/proef-4: {person: "{person}", body: "{body}", seat: "{seat}", status: appointed, start_date: "1990-01-01", lapses_with: nothing}
--   fires_on: person/{person}
SELECT 'person/' || person AS record, count(*) AS seats, count(DISTINCT body) AS bodies
FROM holder
WHERE role <> 'secretary'
GROUP BY person
HAVING count(*) >= :seats
ORDER BY person
