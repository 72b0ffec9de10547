-- id: TRI-1
-- severity: warning
-- title:
--   en: Where pillars are to be in balance, each has a vote, none the majority
--   nl: Waar geledingen in evenwicht moeten zijn, heeft elke een stem en geen de meerderheid
-- message:
--   en: "{name}, votes: government {government}, business {business}, education {education}, society {society}; largest {largest} %, evenness {evenness} (1 is even; at least {least})"
--   nl: "{name}, stemmen: overheid {government}, ondernemers {business}, onderwijs {education}, maatschappij {society}; grootste {largest} %, evenwicht {evenness} (1 is gelijk; ten minste {least})"
-- why:
--   en: >-
--     A tripartite region is one in which no pillar can decide alone. Each pillar that the body names has at least one
--     voting seat, none has more than half, and Pielou's evenness is high enough. Hybrid organisations are counted apart (TRI-2).
--   nl: >-
--     Een tripartiete regio is er een waarin geen geleding alleen kan besluiten. Elke geleding die het overleg noemt heeft ten minste één
--     zetel met stem, geen heeft meer dan de helft, en de gelijkmatigheid van Pielou is hoog genoeg. Hybride organisaties tellen apart (TRI-2).
-- seed: Tripartiet karakter.
-- source: domain brief E.2, TRI-1; Pielou 1966; the Twente Board has three seats for each pillar (C.6)
-- mend:
--   en: add voting seats for the smaller pillars, or record an accepted deviation
--   nl: voeg zetels met stem toe voor de kleinere geledingen, of leg een geaccepteerde afwijking vast
-- parameters:
--   evenness:
--     default: 0.8
--     en: the least evenness of votes over the pillars that the body names
--     nl: de kleinste gelijkmatigheid van stemmen over de geledingen die het overleg noemt
--   majority:
--     default: 0.5
--     en: the part of the votes above which one pillar decides alone
--     nl: het deel van de stemmen waarboven een geleding alleen besluit
-- fault:
--   pick: >-
--     SELECT voice.body AS id, voice.seat, count(*) FROM voice JOIN partner ON partner.id = voice.partner JOIN body ON body.id = voice.body
--     WHERE voice.voting AND partner.pillar = 'government' AND body.pillars IS NOT NULL AND body.id NOT LIKE 'stuurgroep%'
--     GROUP BY voice.body, voice.seat HAVING count(*) = 1 ORDER BY 1, 2 LIMIT 1
--   changes:
--     body/{id}:
--       seats.{seat}.count: 40
--   fires_on: body/{id}
WITH votes AS (
  SELECT body, sum(votes) FILTER (WHERE pillar = 'government') AS government, sum(votes) FILTER (WHERE pillar = 'business') AS business,
         sum(votes) FILTER (WHERE pillar = 'education') AS education, sum(votes) FILTER (WHERE pillar = 'society') AS society
  FROM pillar_votes GROUP BY body
)
SELECT 'body/' || body.id AS record, 'seats' AS field, body.name, coalesce(round(votes.government, 1), 0) AS government,
       coalesce(round(votes.business, 1), 0) AS business, coalesce(round(votes.education, 1), 0) AS education,
       coalesce(round(votes.society, 1), 0) AS society, CAST(round(100 * balance.largest / balance.total) AS INTEGER) AS largest,
       round(balance.evenness, 2) AS evenness, :evenness AS least
FROM active_body AS body JOIN pillar_balance AS balance ON balance.body = body.id JOIN votes ON votes.body = body.id
WHERE balance.smallest < 0.999 OR balance.largest > :majority * balance.total + 0.001 OR balance.evenness < :evenness
ORDER BY body.id
