-- id: DAT-35
-- severity: warning
-- title:
--   en: No citizen service number stands in a text
--   nl: Er staat geen burgerservicenummer in een tekst
-- message:
--   en: nine digits stand here that may be a BSN
--   nl: hier staan negen cijfers die een BSN kunnen zijn
-- why:
--   en: A BSN may never be kept or published here (GDPR; domain brief C.1). One in eleven other numbers passes the same test.
--   nl: Een BSN mag hier nooit bewaard of gepubliceerd worden (AVG; domeinonderzoek C.1). Eén op de elf andere getallen doorstaat dezelfde proef.
-- source: Autoriteit Persoonsgegevens; domain brief B.3 and C.1
-- mend:
--   en: take it out, and ask the data protection officer about the history
--   nl: haal het weg, en vraag de functionaris gegevensbescherming naar de historie
-- command: "regio edit {record}"
-- fault:
--   pick: >-
--     SELECT id FROM person ORDER BY id LIMIT 1
--   changes:
--     person/{id}:
--       note: "Nummer 111222333."
--   fires_on: person/{id}
SELECT record, field
FROM text_value
WHERE NOT is_code AND value GLOB '*[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]*' AND value NOT GLOB 'http*://*' AND has_citizen_number(value)
ORDER BY record, field
