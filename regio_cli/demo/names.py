"""Names to invent people from."""

GIVEN = [
    "Aaltje",
    "Abel",
    "Ahmet",
    "Albert",
    "Alie",
    "Anneke",
    "Anouk",
    "Arjan",
    "Ayşe",
    "Bas",
    "Berend",
    "Bert",
    "Bianca",
    "Bouke",
    "Bram",
    "Carla",
    "Chantal",
    "Coen",
    "Corrie",
    "Daan",
    "Deniz",
    "Derk",
    "Dewi",
    "Dick",
    "Dineke",
    "Dorien",
    "Eelco",
    "Egbert",
    "Els",
    "Emma",
    "Erik",
    "Esra",
    "Evert",
    "Fatima",
    "Femke",
    "Fenna",
    "Folkert",
    "Frouke",
    "Geert",
    "Gerda",
    "Gerrit",
    "Gijs",
    "Grietje",
    "Hanna",
    "Hans",
    "Harm",
    "Hatice",
    "Henk",
    "Hilde",
    "Ibrahim",
    "Ilse",
    "Ineke",
    "Jaap",
    "Jan",
    "Jannes",
    "Jelle",
    "Jenny",
    "Joëlle",
    "Johan",
    "Jolanda",
    "Karin",
    "Kees",
    "Klaas",
    "Koos",
    "Lammert",
    "Latifa",
    "Leonie",
    "Lies",
    "Lotte",
    "Luuk",
    "Maaike",
    "Machteld",
    "Marit",
    "Marloes",
    "Mehmet",
    "Meike",
    "Mirjam",
    "Mohamed",
    "Naomi",
    "Nienke",
    "Noor",
    "Nynke",
    "Olga",
    "Paul",
    "Petra",
    "Pieter",
    "René",
    "Renske",
    "Riet",
    "Rik",
    "Roelof",
    "Rosa",
    "Ruben",
    "Sanne",
    "Sietske",
    "Sjoerd",
    "Soraya",
    "Stijn",
    "Tamara",
    "Teun",
    "Thea",
    "Tineke",
    "Tjeerd",
    "Tom",
    "Ursula",
    "Vera",
    "Wessel",
    "Wiebe",
    "Wietske",
    "Willem",
    "Wilma",
    "Yusuf",
    "Zeynep",
]
FAMILY = (
    "Aalbers Aksoy Altena|van Asma Bakhuis Beek|van der Bekkers Berends Berg|van den Blok|van 't Boersma Boomkens Bos|van de "
    "Brandsma Brink|van den Broek|ten Buitenhuis Cate|ten Çelik Dalhuis Dijk|van Doorn|van Drost Eekhout Ekelenkamp "
    "Elzinga Engberink Esch|van der Everink Faber Flier|van der Gelderman Goor|van der Graaf|de Grooten Haan|de Haar|ter "
    "Hagedoorn Ham|van den Heide|van der Hoekman Hofstede Holtland Hulst|van der IJzerman Jansema Kamp|van de Karaca "
    "Katerberg Kerkhof|van het Kiers Klaver Kloosterboer Kolk|van der Koopmanschap Kroeze Laar|van de Lansink Leeuw|de "
    "Lindeboom Linthorst Lohuis Lubbers Maten|ter Meer|van der Meijerink Mulderij Nijboer Nijland Noordman Oldenhof Oosterveen "
    "Otten Overdijk Pastoor Plas|van der Post|van der Pruim Ramdin Reuvekamp Riet|van de Rook Ruiter|de Schaap Schra Siahaya "
    "Slot|van 't Smeenk Spijkerman Steen|van der Stegeman Tahiri Tempelman Terpstra Tromp Uiterwijk Veen|van der Veldkamp "
    "Visscherman Vlasma Voort|van der Vries|de Waal|van der Wal|van der Weerd|ter Westerink Wijnberger Wolbers Yıldız "
    "Zandbergen Zijlstra Zwiers"
).replace("|van 't", "|van_'t").replace("|van der", "|van_der").replace("|van den", "|van_den").replace(
    "|van de ", "|van_de ").replace("|van het", "|van_het").split()  # fmt: skip
# For who would get a name that somebody has already.
_MORE_GIVEN = (
    "Adriaan Aleid Alida Amina Andries Anita Anke Annelies Annemarie Annet Anton Arend Ariane Arie Arnold Arnoud "
    "Astrid Aukje Baukje Bea Ben Bernadette Bernard Betty Boudewijn Brechtje Carolien Cas Cecile Charlotte Christa "
    "Claudia Cora Cornelis Dana Danielle Danny Desiree Diederik Dimitri Dirk Doortje Douwe Edith Eefje Egon Eline "
    "Elke Ella Ellen Elly Elsbeth Emiel Emine Erna Esther Eva Evelien Ferdinand Ferry Floor Floris Francien Frank "
    "Frans Fred Frederique Frits Froukje Gea Geertje Geesje Gepke Gerard Gerben Gert Gineke Ginny Greet Guus Hamza "
    "Hanneke Hannie Harald Harmke Harry Hassan Heleen Helma Hendrik Hendrika Henny Henriette Herman Hermien Hessel "
    "Hetty Hidde Hylke Ida Imke Inge Ingrid Irene Iris Ivo Jacco Jacob Jacqueline Janneke Janny Jasmijn Jasper "
    "Jeanette Jeroen Jetske Jikke Joep Joke Joost Joris Jos José Josien Joyce Judith Jurjen Jurre Karel Karima "
    "Karst Khadija Kim Klaske Klazien Koen Krijn Lars Laura Laurens Leendert Leo Lex Lida Liesbeth Linda Lineke "
    "Lisette Loes Louise Lucas Lucie Lydia Maarten Manon Marcel Marga Margriet Maria Marianne Marieke Marije "
    "Marijke Marina Marja Marjan Mark Marleen Martha Martijn Martine Mathilde Matthijs Mees Menno Merel Michiel "
    "Mieke Minke Monique Mustafa Nadia Nathalie Nelleke Nicole Niek Niels Noortje Okke Onno Otto Pascal Patricia "
    "Pauline Peter Philip Pien Pim Quirine Rachid Ralph Rein Reinier Remco Renate Ria Rianne Richard Rieks Rineke "
    "Rinske Rob Robert Robin Roel Romy Ronald Roos Rosalie Rutger Saar Sabine Samira Saskia Selma Serge Sibren "
    "Sietse Sigrid Silvia Simon Simone Sofie Stefan Stella Steven Sven Sytske Teuntje Thijs Thomas Tiemen Tim "
    "Tirza Titia Tjalling Toos Trijntje Truus Tycho Valerie Victor Vincent Walter Wendy Wieger Wies Wietse Wijnand "
    "Wilco Willemien Wim Wout Wouter Yasmina Yolanda Yvette Yvonne Zwaantje"
)
_MORE_FAMILY = (
    "Aarts Abbas Akkerman Akker|van_den Albers Alberts Alferink Andringa Apeldoorn|van Arends Assen|van Assink "
    "Baars Backer|de Bakker Barels Bartels Bauer Beekman Beem|van Beld|van_den Benthem|van Bergh|van_den Bergsma "
    "Beumer Beuving Bijl Bijlsma Blaauw Blankena Bloem Boer|de Bolt Bongers Boogaard|van_den Boonstra Borgman "
    "Bosch|ten Bosman Bouma Bouwhuis Bouwmeester Boven|van Brands Breukink Brinkman Broekhuis Broer Bruggeman "
    "Bruijn|de Bruin|de Brummel Buiting Burgers Buurman Buursma Cnossen Coster Damhuis Dam|van Dekker Demir "
    "Derksen Diepen|van Dijkhuis Dijkman Dijkstra Doezema Dokter Donker Doorten Douma Driessen Duijn|van Duursma "
    "Eek|van Egberts Eijk|van Eikelboom Elferink Ellenbroek Elst|van_der Emmens Ende|van_den Engels Eshuis Essink "
    "Es|van Everts Feenstra Fokkens Folkerts Franken Frieling Galema Geerdink Geerts Gelder|van Geurts Gils|van "
    "Glas Goossens Gort Graaff|de Groen Groenewoud Groothuis Groot|de Haaften|van Haarman Haas|de Hamer Hamersma "
    "Harmsen Hartman Haverkamp Heerdink Heijden|van_der Heijmans Heijne Helder Hemert|van Hendriks Hengel|van "
    "Heringa Heuvel|van_den Heuven|van Hilbrands Hoek|van_der Hoeve|ter Hofman Hofstra Hogeboom Holterman Hoogland "
    "Hoorn|van_der Horstink Horst|ter Houten|van Huisman Hulshof Hummel Iersel|van Jacobs Jager|de Jansen Janssen "
    "Jonge|de Jongsma Jong|de Jonker Jonkman Kamphuis Kampman Kaptein Kars Karsten Keizer Kemper Kerkhoff Ketelaar "
    "Keuning Kleef|van Klein Kleinjan Klok Klomp Knol Kolkman Koning Kooij|van_der Kooiker Korte|de Koster Kraai "
    "Kraan Kramer Kremer Kroes Krol Kruis Kruizinga Kruse Kuijpers Kuiper Kuipers Kunst Lambers Lammers Langeveld "
    "Lange|de Langkamp Leeuwen|van Leferink Lenferink Lennips Lier|van Lier|van_der Linden|van_der Linde|van_der "
    "Looman Loon|van Loo|van_de Lugt|van_der Luttikhuis Maas Maat Marsman Martens Mast|van_der Meijer Meinen "
    "Mensink Mepschen Mertens Meulen|ter Meulen|van_der Meulman Middelkamp Mol Molenaar Molen|van_der Mooij|de "
    "Mulder Muller Naber Nagel Nieboer Niemeijer Nienhuis Nijenhuis Nijhof Nijhuis Nooij|de Noort|van Nuijens "
    "Oever|van_den Okken Olthof Oltmans Ommen|van Oord|van Oosterhof Oosterhuis Oost|van Oudejans Overbeek "
    "Overmars Özdemir Paalman Palland Pape Peters Pinxteren|van Pol|van_der Pool Poort|van_der Pot|van_der Prins "
    "Prinsen Pruis Pullen Raaijmakers Ree|van_de Reijnders Reinders Reitsma Rensink Ridder|de Rietman Rijn|van "
    "Ritsema Roelofs Roelofsen Rooij|van Roossien Rouwenhorst Ruijter|de Şahin Salomons Sanders Schepers "
    "Scherpenzeel Schilder Schipper Schoenmaker Scholten Schouten Schreuder Schreurs Schriever Schröder Schurink "
    "Schut Schutte Sikkema Simons Slagter Slot Sluis|van_der Smeets Smit Smits Snel Snoek Stam Sterk Stoel|van_der "
    "Stokvis Stolk Strijker Stroomberg Tabak Talens Tempel|van_den Tiemens Tiggelaar Timmer Timmerman Tol|van Top "
    "Tuin Tuinman Uijl|den Ulrich Vaart|van_der Veenstra Vegt|van_der Velde|van_der Veldhuis Velthuis Ven|van_de "
    "Verbeek Verhoeven Vermeulen Vink Visser Vlieger|de Vliet|van Vogel Volkers Voorhorst Voorn|van_der Vos Vos|de "
    "Vrieling Vroom Vuuren|van Waanders Wagenaar Wegman Weide|van_der Weijden|van_der Welling Wensink Werf|van_der "
    "Wesselink Wessels Westen|van_der Westerhof Westerman Wieringa Wijk|van Wijma Wilde|de Willems Winkel|te "
    "Winter|de Witte|de Wit|de Wolf|de Wolters Wolthuis Woude|van_der Woudstra Yılmaz Zanden|van_der Zanten|van "
    "Zee|van_der Zeilstra Zomer Zuidema Zwaan Zwart|de"
)
MORE_GIVEN, MORE_FAMILY = _MORE_GIVEN.split(), _MORE_FAMILY.split()
