"""Names to invent people from."""

GIVEN = ["Aaltje", "Abel", "Ahmet", "Albert", "Alie", "Anneke", "Anouk", "Arjan", "Ayşe", "Bas", "Berend", "Bert", "Bianca", "Bouke", "Bram", "Carla", "Chantal", "Coen", "Corrie", "Daan", "Deniz", "Derk", "Dewi", "Dick", "Dineke", "Dorien", "Eelco", "Egbert", "Els", "Emma", "Erik", "Esra", "Evert", "Fatima", "Femke", "Fenna", "Folkert", "Frouke", "Geert", "Gerda", "Gerrit", "Gijs", "Grietje", "Hanna", "Hans", "Harm", "Hatice", "Henk", "Hilde", "Ibrahim", "Ilse", "Ineke", "Jaap", "Jan", "Jannes", "Jelle", "Jenny", "Joëlle", "Johan", "Jolanda", "Karin", "Kees", "Klaas", "Koos", "Lammert", "Latifa", "Leonie", "Lies", "Lotte", "Luuk", "Maaike", "Machteld", "Marit", "Marloes", "Mehmet", "Meike", "Mirjam", "Mohamed", "Naomi", "Nienke", "Noor", "Nynke", "Olga", "Paul", "Petra", "Pieter", "René", "Renske", "Riet", "Rik", "Roelof", "Rosa", "Ruben", "Sanne", "Sietske", "Sjoerd", "Soraya", "Stijn", "Tamara", "Teun", "Thea", "Tineke", "Tjeerd", "Tom", "Ursula", "Vera", "Wessel", "Wiebe", "Wietske", "Willem", "Wilma", "Yusuf", "Zeynep"]
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
