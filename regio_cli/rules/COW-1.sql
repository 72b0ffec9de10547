-- id: COW-1
-- severity: warning
-- title:
--   en: Who sits at a programme's table takes part in it
--   nl: Wie aan de tafel van een opgave zit, doet eraan mee
-- message:
--   en: "{partner} has a seat in {body}, but takes part in none of its programmes ({programmes})"
--   nl: "{partner} heeft een zetel in {body}, maar doet aan geen van zijn opgaven mee ({programmes})"
-- why:
--   en: >-
--     In a coalition of the willing who takes part decides along; who doesn't may advise or follow the agenda. A partner is judged by
--     the agendas of which is recorded in what it takes part.
--   nl: >-
--     In een coalition of the willing beslist mee wie meedoet; wie niet meedoet kan adviseren of agendalid zijn. Een partner wordt beoordeeld
--     naar de agenda's waarvan is vastgelegd waaraan zij deelneemt.
-- seed: Samenwerking op basis van coalition of the willing; gestoeld op draagvlak en niet op formele bevoegdheden.
-- source: domain brief E.2, COW-1; municipalities opt in per part of the agenda (A.5)
-- mend:
--   en: record that it takes part, or make the seat one of an advisory or agenda member
--   nl: leg de deelname vast, of maak er een zetel van een adviserend lid of agendalid van
-- command: regio edit {record}
-- fault:
--   pick: >-
--     SELECT voice.partner AS id, min(other.id) AS other FROM voice JOIN active_partner AS partner ON partner.id = voice.partner
--     JOIN body_programmes ON body_programmes.body = voice.body JOIN active_programme AS programme ON programme.id = body_programmes.value
--     JOIN programme AS other ON other.agenda = programme.agenda
--     WHERE voice.voting AND partner.participation IS NULL AND other.id NOT IN (SELECT value FROM body_programmes WHERE body = voice.body)
--     GROUP BY voice.partner ORDER BY voice.partner LIMIT 1
--   changes:
--     partner/{id}:
--       participation: [{programme: "{other}"}]
--   fires_on: partner/{id}
WITH known AS (
  SELECT DISTINCT part.partner, programme.agenda
  FROM partner_participation AS part JOIN programme ON programme.id = part.programme
  WHERE programme.agenda IS NOT NULL
),
judged AS (
  SELECT DISTINCT voice.body, known.partner, known.agenda
  FROM known JOIN voice ON voice.partner = known.partner
  WHERE voice.role NOT IN ('advisory_member', 'agenda_member', 'observer', 'secretary')
),
linked AS (
  SELECT judged.body, judged.partner, programme.id, programme.name, EXISTS (
           SELECT 1 FROM active_partner_participation AS part WHERE part.partner = judged.partner AND part.programme = programme.id
         ) AS takes_part
  FROM judged
  JOIN body_programmes ON body_programmes.body = judged.body
  JOIN active_programme AS programme ON programme.id = body_programmes.value AND programme.agenda = judged.agenda
)
SELECT 'partner/' || partner.id AS record, 'participation' AS field, 'body/' || body.id AS also, partner.name AS partner, body.name AS body,
       group_concat(linked.name, ', ') AS programmes
FROM linked JOIN partner ON partner.id = linked.partner JOIN body ON body.id = linked.body
GROUP BY linked.partner, linked.body
HAVING max(linked.takes_part) = 0
ORDER BY partner.id, body.id
