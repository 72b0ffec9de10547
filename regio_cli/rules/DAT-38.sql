-- id: DAT-38
-- severity: warning
-- title:
--   en: A stand-in and the absence it stands in for name each other
--   nl: Een vervanging en de afwezigheid waarvoor die is noemen elkaar
-- message:
--   en: "{stand_in} replaces {replaces} from {start} until {end}; absences of {holder} that name it: {absences}"
--   nl: "{stand_in} vervangt {replaces} van {start} tot en met {end}; afwezigheden van {holder} die dit mandaat noemen: {absences}"
-- why:
--   en: Else nobody can say who spoke and voted on a day. All days of the stand-in lie in the absence.
--   nl: Anders kan niemand zeggen wie op een dag sprak en stemde. Alle dagen van de vervanging vallen in de afwezigheid.
-- source: design, what each notion means
-- mend:
--   en: record the absence with its stand-in, or mend the days of one of the two
--   nl: leg de afwezigheid met de vervanger vast, of herstel de dagen van een van beide
-- command: "regio edit {record}"
-- fault:
--   pick: >-
--     SELECT mandate.id, (SELECT min(other.id) FROM active_mandate AS other WHERE other.id <> mandate.id) AS holder
--     FROM active_mandate AS mandate WHERE mandate.replaces IS NULL AND mandate.id > (SELECT min(id) FROM active_mandate) ORDER BY mandate.id LIMIT 1
--   changes:
--     mandate/{id}:
--       replaces: "{holder}"
--   fires_on: mandate/{id}
WITH pair AS (
  SELECT replaces AS holder, id AS stand_in FROM mandate WHERE replaces IS NOT NULL
  UNION
  SELECT mandate, stand_in FROM absence WHERE stand_in IS NOT NULL
),
apart AS (
  SELECT pair.holder, pair.stand_in, coalesce(other.replaces, '–') AS replaces, other.start_date AS start, coalesce(other.end_date, '…') AS end, (
      SELECT min(absence.position) FROM absence WHERE absence.mandate = pair.holder AND absence.stand_in = pair.stand_in
    ) AS position
  FROM pair JOIN mandate AS holder ON holder.id = pair.holder JOIN mandate AS other ON other.id = pair.stand_in
  WHERE other.replaces IS NOT pair.holder OR NOT EXISTS (
      SELECT 1 FROM absence
      WHERE absence.mandate = pair.holder AND absence.stand_in = pair.stand_in AND absence.start_date <= other.start_date
        AND (absence.end_date IS NULL OR other.end_date <= absence.end_date)
    )
),
told AS (
  SELECT apart.*, coalesce((
      SELECT group_concat(absence.start_date || ' – ' || coalesce(absence.end_date, '…'), ', ') FROM absence
      WHERE absence.mandate = apart.holder AND absence.stand_in = apart.stand_in
    ), '–') AS absences
  FROM apart
)
SELECT 'mandate/' || stand_in AS record, CASE replaces WHEN '–' THEN '' ELSE 'replaces' END AS field, 'mandate/' || holder AS also,
       stand_in, replaces, start, end, holder, absences
FROM told
UNION ALL
SELECT 'mandate/' || holder, coalesce('absences.' || position, ''), 'mandate/' || stand_in, stand_in, replaces, start, end, holder, absences
FROM told
ORDER BY record, also
