-- id: DAT-39
-- severity: warning
-- title:
--   en: Absences lie in the mandate, one after another
--   nl: Afwezigheden vallen in het mandaat, en na elkaar
-- message:
--   en: "absent from {start} until {end}: outside the mandate ({first} until {last}), or at the same time as another absence"
--   nl: "afwezig van {start} tot en met {end}: buiten het mandaat ({first} tot en met {last}), of tegelijk met een andere afwezigheid"
-- why:
--   en: Who holds no seat is not absent from it, and a day counts once. An absence without an end lasts as long as the mandate.
--   nl: Wie geen zetel heeft is er niet afwezig, en een dag telt één keer. Een afwezigheid zonder einde duurt zolang het mandaat.
-- source: design, what each notion means
-- mend:
--   en: mend the days of the absence
--   nl: herstel de dagen van de afwezigheid
-- command: "regio edit {record}"
-- fault:
--   pick: >-
--     SELECT mandate.id, date(mandate.start_date, '-1 day') AS before FROM active_mandate AS mandate WHERE mandate.status = 'appointed' ORDER BY mandate.id LIMIT 1
--   changes:
--     mandate/{id}:
--       absences: [{start_date: "{before}"}]
--   fires_on: mandate/{id}
SELECT 'mandate/' || mandate.id AS record, 'absences.' || absence.position AS field, absence.start_date AS start,
       coalesce(absence.end_date, '…') AS end, mandate.start_date AS first, coalesce(mandate.end_date, '…') AS last
FROM absence JOIN mandate ON mandate.id = absence.mandate
WHERE absence.start_date < mandate.start_date OR absence.start_date > mandate.end_date OR absence.end_date > mandate.end_date
  OR EXISTS (
    SELECT 1 FROM absence AS other
    WHERE other.mandate = absence.mandate AND other.position <> absence.position
      AND (other.start_date, other.position) < (absence.start_date, absence.position)
      AND (other.end_date IS NULL OR other.end_date >= absence.start_date)
  )
ORDER BY mandate.id, absence.position
