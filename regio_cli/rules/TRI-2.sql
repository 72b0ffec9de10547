-- id: TRI-2
-- severity: info
-- title:
--   en: Hybrid organisations are counted apart
--   nl: Hybride organisaties tellen apart
-- message:
--   en: "{name}: {votes} of the {total} votes are with hybrid organisations ({partners}) and count for no pillar"
--   nl: "{name}: {votes} van de {total} stemmen liggen bij hybride organisaties ({partners}) en tellen bij geen geleding"
-- why:
--   en: An organisation of several pillars must not silently strengthen one of them; who reads the balance should know that it is there.
--   nl: Een organisatie van meer geledingen mag niet stilletjes één ervan versterken; wie het evenwicht leest moet weten dat zij er is.
-- seed: Tripartiet karakter.
-- source: domain brief E.2, TRI-2 (the Economic Board counts four O's)
-- mend:
--   en: say for which pillar the seat is, by naming that partner
--   nl: zeg voor welke geleding de zetel is, door die partner te noemen
-- fault:
--   pick: >-
--     SELECT voice.body AS id, voice.seat, partner.id AS partner FROM voice JOIN partner ON partner.id = voice.partner JOIN body ON body.id = voice.body
--     WHERE voice.voting AND partner.pillar = 'business' AND body.pillars IS NOT NULL
--       AND voice.body NOT IN (SELECT body FROM pillar_votes WHERE pillar = 'hybrid') ORDER BY 1, 2 LIMIT 1
--   changes:
--     partner/{partner}:
--       pillar: hybrid
--   fires_on: body/{id}
SELECT 'body/' || body.id AS record, 'seats' AS field, body.name, round(hybrid.votes, 1) AS votes, (
         SELECT round(sum(votes), 1) FROM pillar_votes WHERE pillar_votes.body = body.id
       ) AS total, (
         SELECT group_concat(name, ', ') FROM (
           SELECT DISTINCT coalesce(partner.short_name, partner.name) AS name FROM voice JOIN partner ON partner.id = voice.partner
           WHERE voice.body = body.id AND voice.voting AND partner.pillar = 'hybrid' ORDER BY name
         )
       ) AS partners
FROM active_body AS body JOIN pillar_votes AS hybrid ON hybrid.body = body.id AND hybrid.pillar = 'hybrid'
WHERE body.pillars IS NOT NULL
ORDER BY body.id
