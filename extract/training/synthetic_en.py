"""Invented English names and the sentences they stand in."""

FIRST = (
    "Alan Beatrice Calvin Dora Edwin Fiona Gerald Harriet Ivan Joanna Keith Lydia Martin Nadia Oscar Paula Quentin Rosa Simon Teresa Ulric Vera Walter Xenia Yusuf Zelda Amir "
    "Bianca Carlos Deepa Elias Freya Goran Hana Ines Jamal Katya Liam Mei Noor Otto Priya Rafael Sofia Tomas Uma Viktor Wei Yara Zoltan Anneke Bjorn Chiara Dmitri Esme Farid"
).split()
SURNAME_STARTS = "Al Ar Bar Bel Bor Bran Cal Car Cor Dal Dun El Far Fen Gar Glen Gor Hal Har Hol Jar Kel Kir Lang Lor Mar Mer Mon Nor Oak Par Pen Quin Ral Red Ros Sal Sten Tar Thorn Val Var Wal Wes Win Yar Zel".split()
SURNAME_ENDS = "ak an ard berg by castle dale den dorf er ers escu ez field ford gate ham hurst ic ing ini ison kar kin land ley low man mann mer mond more nay ner ov owitz quist rick ridge son stad stein stone ström ton vale ville ward well wick wood worth".split()
PLACE_ENDS = "borough bridge brook burn bury by cliff combe cross dale field fold ford gate ham haven head hill holm hurst lake land ley mere minster moor more mouth pool port ridge side stead stoke stone ton vale ville water well wick wood worth".split()
PLACE_HEADS = ["Port", "North", "South", "East", "West", "New", "Upper", "Lower", "Great", "Little", "Mount", "Fort", "Lake", "San", "Saint", "Cape"]
PLACE_TAILS = ["County", "Valley", "Island", "Bay", "City", "Province", "District", "Harbour", "Peninsula", "Street", "Road", "River", "Hills", "Township"]
FIELDS = [
    "Finance", "Trade", "Industry", "Education", "Health", "Transport", "Agriculture", "Forestry", "Fisheries", "Water", "Water Resources", "Environment", "Energy", "Mining", "Labour", "Culture", "Tourism", "Home Affairs",
    "Foreign Affairs", "Defence", "Justice", "Science", "Science and Technology", "Communications", "Public Works", "Statistics", "Meteorology", "Geology", "Coastal Affairs", "Aviation", "Railways", "Highways", "Civil Protection", "Immigration",
    "Youth", "Sport", "Social Welfare", "Food Safety", "Disease Control", "Standards", "Intellectual Property", "Securities", "Insurance", "Customs", "Housing", "Urban Planning", "Heritage", "Archives", "Elections", "Fair Trading", "Consumer Protection", "Data Protection", "Land Registration", "Rural Development",
]
INSTITUTE_FIELDS = ["Materials", "Biotechnology", "Nanotechnology", "Semiconductors", "Artificial Intelligence", "Robotics", "Hydraulics", "Soil Science", "Oceanography", "Seismology", "Marine Biology", "Genomics", "Public Health", "Neuroscience", "Drug Discovery", "Computing", "Photonics", "Power Systems", "Renewable Energy", "Batteries", "Textiles", "Food Research", "Economics", "Social Policy", "Law", "Linguistics", "History", "Transport Studies", "Space Research", "Applied Mathematics"]
COMPANY_WORDS = ["Systems", "Technologies", "Electronics", "Software", "Networks", "Telecom", "Optics", "Instruments", "Engineering", "Construction", "Chemicals", "Materials", "Steel", "Foods", "Pharmaceuticals", "Medical", "Biosciences", "Energy", "Power", "Logistics", "Shipping", "Airlines", "Motors", "Industries", "Trading", "Capital", "Insurance", "Media", "Analytics", "Robotics", "Consulting", "Bank", "Partners"]
COMPANY_ENDS = [" Ltd", " Ltd.", " Limited", " Inc.", ", Inc.", " Corp.", " Corporation", " plc", " LLC", " Group", " Holdings", " Co., Ltd.", " GmbH", " & Co.", " & Sons", ""]
TOPICS = ["Groundwater Monitoring", "Smart Metering", "Road Renewal", "Offshore Wind", "School Access", "Early Warning", "Cloud Migration", "Open Data", "Digital Records", "Land Consolidation", "Tree Planting", "Harbour Renewal", "Rural Clinics", "Bus Tracking", "Cyber Defence", "Online Filing", "Heritage Repair", "Waste Reduction", "Air Quality", "Flood Mapping"]
PROJECT_ENDS = [" Project", " Programme", " Initiative", " Pilot", " Scheme", " Plan", " Project (Phase 2)", " Rollout"]
DEVICES = ["Sensor", "Controller", "Camera", "Server", "Drone", "Sampler", "Analyser", "Reader", "Charger", "Router", "Microscope", "Platform", "System", "Suite", "Robot", "Chip"]
EVENT_ENDS = [" Conference", " Forum", " Expo", " Annual Meeting", " Summit", " Games", " Festival", " Symposium", " Workshop", " Film Festival", " Challenge"]
TITLES = [
    "Minister", "Deputy Minister", "Director", "Director-General", "Deputy Director", "Head", "Chief Executive", "CEO", "Chairman", "Chair", "President", "Vice President", "Secretary", "Permanent Secretary", "Commissioner", "Chief Scientist", "Professor",
    "Associate Professor", "Senior Researcher", "Research Fellow", "Principal Investigator", "Engineer", "Project Manager", "Manager", "Chief Financial Officer", "spokesperson", "Mayor", "Governor", "Senator", "Ambassador", "Dean", "Rector", "Administrator", "Analyst", "Advisor", "Inspector", "director", "chairman", "minister", "manager", "president",
]
WORKS = ["Annual Water Report", "Statistical Yearbook", "The Coastal Paper", "Walks in the Hills", "Night Passage", "A Map of Winds", "Four Seasons of a Farm", "City Lights", "The Far River", "Tea Roads", "Introduction to Surveying", "Handbook of Data Governance", "Island Notes", "The Long Night", "Railway Diaries"]

TEMPLATES = [
    "{person}, {title} of the {agency}, visited {place} on {date} to inspect the {project}.",
    "{agency} {title} {person} said the {project} was {number} per cent complete.",
    "The {agency} announced on {date} that it would run the {project} with the {institute}.",
    "{company} {title} {person} attended the {event} in {place} yesterday.",
    "The {institute} ({acronym}) is based in {place}, {place}, and was founded by the {agency} in {year}.",
    "The {agency} (hereinafter \"{agencyshort}\") commissioned the {institute} under section {number} of the {law}.",
    "The work is led by the {agency}, supported by the {agency}, the {agency} and the {institute}.",
    "Present: {person} ({agency}), {person} ({institute}), {person} ({company})",
    "Attendees: {person}, {person}, {person} (apologies), {person}",
    "Chair: {person}    Minutes: {person}",
    "Contact: {person}, {title}, {agency}, tel. {phone}",
    "{person} {title} {agency} {phone}",
    "{agency}	{person}	{title}	{phone}",
    "{institute} {place} {year} {person}",
    "The principal investigator is Dr {person} of the {institute}; {person} is co-investigator.",
    "{company} runs a plant in {place} and reported revenue of {money} in {year}.",
    "The {law} came into force on {date}; the competent authority is the {agency}.",
    "Pursuant to Article {number} of the {law} and the {law}, the {agency} shall report by {date}.",
    "The {agency} published amendments to the {law} on {date}.",
    "{person} was born in {place}, studied at {institute} and served as {title} of the {agency}.",
    "{person} has been {title} of {company} since {year}, succeeding {person}.",
    "Former {title} {person} has joined the {institute} as {title}; {person} is acting in the post.",
    "{place}-based {company} won a {money} contract from the {agency}.",
    "{company} launched the {product} and showed it at the {event}.",
    "The {product} was developed by the {institute} and is made under licence by {company}.",
    "The budget of the {institute}, an agency of the {agency}, is {money} this year, up {number} per cent.",
    "The {project} costs {money}, paid by the {agency}, and runs from {date} to {date}.",
    "The {project} is carried out by the {institute} with funds from the {agency}.",
    "{work} is published by the {institute} and edited by {person}.",
    "In a new book, {work}, {person} recalls a childhood in {place}.",
    "The {event} takes place in {place} on {date}, hosted by the {agency} and {company}.",
    "{title} {person} led a delegation to {place} and met {person}, {title} of the {agency}.",
    "A party of {number} arrived in {place} on {date} and called on the {agency} and {company}.",
    "According to the {agency}, the road between {place} and {place} will open on {date}.",
    "Schools in {place}, {place} and {place} were closed because of the storm.",
    "{agency} figures show that {number} households in {place} received support.",
    "{agency}: annual report {year}",
    "To: {company}    From: {agency}    Subject: {project}",
    "Copies to: {agency}; {agency}; {company}; {institute}",
    "1. The {agency} issues this guidance for the {project}.",
    "(b) {institute}: {number} staff, headed by {person}.",
    "The {institute} reports to the {agency}; its present head is {person}. It opened in {year}.",
    "The {agency} has {number} bodies, among them the {institute}, the {institute} and the {institute}.",
    "{person} and {person} write that subsidence in {place} has slowed.",
    "\"We will work with {company},\" said Ms {lastname}.",
    "{place}, {date} ({companyshort}) - {person} reports",
    "{acronym} ({agency}) and {acronym} ({institute}) signed a memorandum.",
    "Mr {lastname} told {agencyshort} that {companyshort} would expand in {place}.",
    "Successful bidder: {company}. Place of performance: {place}.",
    "{company} (\"{companyshort}\") said on {date} that {person} would step down as {title}.",
    "{agencyshort} stressed that the {project} would continue.",
    "{person}, who lives in {place}, works for {companyshort}.",
    "In this report \"{agencyshort}\" means the {agency}.",
    "Spending on the {project} is behind plan and units should review it.",
    "The unit bought {number} devices at {money} each; they were accepted on {date}.",
    "The {project} has three phases; the first ended in {year} and the second was extended to {date}.",
    "Decision: approved as tabled. Written comments are due by {date}.",
    "Of {number} sites in the {project}, {number} are finished.",
    "Dr {lastname} thanked the {agency} for its help.",
    "{initials} {lastname} ({institute}) chaired the session on {date}.",
    "I met {first} at {companyshort} in {place} last week.",
    "{first} asked {first} to call {companyshort} about the invoice.",
]
