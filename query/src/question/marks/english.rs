//! English words of relations and kinds.

use super::Force::{Light, Must, Noun, Strong};
use super::{Entry, Kind};
use crate::question::relation::Relation::*;

#[rustfmt::skip]
pub(super) const ENTRIES: &[Entry] = &[
    // Who leads a project, a body, a party.
    (&[PrincipalInvestigator, Head, TripLead], Some(Kind::Person), Strong, &[
        "lead", "leader", "led", "led by", "person leading", "person heading", "person answerable", "answerable person", "answerable", "answerable for",
        "lead scientist", "head scientist", "lead researcher", "head researcher", "chief scientist", "lead investigator", "scientist guiding", "guiding", "spearheads",
        "project lead", "project leader", "project head", "project director", "team leader of", "person responsible", "person running", "coordinator", "project coordinator",
        "principal investigator", "pi", "investigator", "scientist in charge", "researcher in charge", "person in charge", "scientist", "researcher",
    ]),
    (&[Head, PrincipalInvestigator, TripLead], Some(Kind::Person), Strong, &[
        "head", "headed", "headed by", "director", "at the head", "at the head of", "stands at the head of", "at the helm", "at the helm of", "helm", "helms", "in command", "in command of", "commands",
        "at the top", "at the top of", "chief", "boss", "presently leads", "took the helm", "holds the reins", "captains",
    ]),
    (&[Head, PrincipalInvestigator, ManagedBy, ExecutedBy], None, Strong, &["directs", "in charge", "in charge of", "run by", "has charge of", "steers", "guides", "charge of", "who runs", "running"]),
    (&[Head, ManagedBy, ExecutedBy, PrincipalInvestigator], None, Light, &["runs", "ran"]),
    (&[Head], Some(Kind::Person), Strong, &[
        "commissioner", "president", "chief executive", "chief executive officer", "ceo", "managing director", "director general", "director-general", "minister", "secretary general",
        "warden", "superintendent", "governor", "provost", "chancellor", "rector", "top official", "top executive", "top post", "curator", "administrator", "comptroller", "registrar", "executive director", "commandant",
        "head of laboratory", "head of station", "head of centre", "head of unit",
    ]),
    (&[ChairedBy, Head], Some(Kind::Person), Strong, &[
        "chair", "chaired", "chaired by", "presided", "presided over", "presides", "presiding", "chairman", "chairwoman", "chairperson", "took the chair", "in the chair",
    ]),
    // Who answers for an undertaking, a law.
    (&[ManagedBy, CompetentAuthority, ExecutedBy, Head], None, Strong, &[
        "manages", "managed by", "managing", "manager of", "looks after", "look after", "takes care of", "superintends", "sponsors", "sponsored by", "owns", "coordinates", "co-ordinates",
        "hand", "has in hand", "in hand", "directed by",
    ]),
    (&[ManagedBy], Some(Kind::Body), Strong, &["managing body", "managing agency", "managing authority", "lead agency", "lead department", "responsible department"]),
    (&[ManagedBy, ExecutedBy, CompetentAuthority, PrincipalInvestigator, ParentOrganization], None, Strong, &[
        "responsible for", "responsible", "is responsible for", "responsibility for", "responsibility", "rests with", "accountable for", "answers for", "entrusted with the law",
    ]),
    (&[CompetentAuthority, ManagedBy], None, Strong, &[
        "administers", "administered", "administered by", "administering", "competent authority", "enforces", "enforced by", "responsible authority", "applies the law", "keeper of", "oversees the law",
    ]),
    // Who does the work.
    (&[ExecutedBy], None, Strong, &[
        "delivers", "delivered", "delivered by", "delivering", "deliverer", "lead body", "delivery body", "delivery partner", "carries out", "carrying out", "carried out by", "carry it out", "carrying it out", "carries it out",
        "implements", "implemented by", "implementer", "implementing", "implementing body", "implementing organisation", "executes", "executed by", "executing", "executing body", "performs", "performing", "performed by",
        "undertakes", "undertaken by", "undertaking", "does the work", "does the work on", "doing", "doing it", "doing the work", "conducts", "conducted by", "entrusted", "entrusted with", "entrusted to", "handles", "handled by", "handling",
        "works on", "working on", "charged with", "tasked with", "assigned to", "contractor", "responsible for carrying out", "responsible for implementing", "responsible for executing", "responsible for delivering", "puts into practice",
        "workers of", "workers", "runs the project", "hosts the project",
    ]),
    (&[ExecutedBy, LegalBasis], None, Light, &["pursued"]),
    // Where somebody works.
    (&[Affiliation], None, Strong, &[
        "works", "works for", "works at", "working for", "working at", "employs", "employed", "employed by", "on the staff", "on the staff of", "member of staff", "payroll", "on the payroll", "workplace", "place of work",
        "affiliated", "affiliated with", "attached to", "on the books", "staff of", "serves at", "serves in", "serves", "draws a salary", "colleague at", "day job", "desk",
    ]),
    (&[Affiliation], Some(Kind::Body), Strong, &["employer", "employing body", "home institution", "affiliation"]),
    // What a body stands under.
    (&[ParentOrganization], Some(Kind::Body), Strong, &[
        "parent", "parent body", "parent agency", "parent organisation", "parent organization", "parent commission", "parent department", "parent authority", "parent ministry", "superior authority", "higher authority", "superior body",
        "superior", "mother organisation", "supervising agency", "supervising administration", "supervising authority", "supervising body", "supervising department", "supervisory body", "supervisory authority", "umbrella organisation", "umbrella body", "agency above",
    ]),
    (&[ParentOrganization, ManagedBy], None, Strong, &[
        "above", "stands above", "stands over", "over", "answers to", "answer to", "answerable to", "accountable to", "reports to", "report to", "reporting to", "report", "answer", "supervises", "supervised by", "oversees", "overseen by", "overseeing",
        "subordinate to", "depends on", "depend on", "subsidiary", "subsidiary of", "arm of", "unit of", "body of", "under the authority of", "governs the body", "controls", "controlled by",
    ]),
    (&[LegalBasis, ManagedBy, ExecutedBy, PrincipalInvestigator, Head], None, Noun, &["is run", "was run", "is carried on", "is operated", "operates", "operate", "is undertaken", "exists", "is pursued"]),
    (&[ParentOrganization, PartOf, LegalBasis, Affiliation], None, Strong, &[
        "under", "comes under", "come under", "falls under", "fall under", "sits under", "sit under", "is under", "ranks under", "housed under",
    ]),
    (&[ParentOrganization, PartOf, Affiliation], None, Strong, &[
        "belongs to", "belong to", "belongs", "belong", "belonging to", "is it a part of", "is from", "person from", "comes from the ranks of",
    ]),
    (&[PartOf, ParentOrganization], None, Strong, &["part of", "is part of", "forms part of", "form part of", "forms part", "a part of", "is a part", "one piece", "piece of", "umbrella", "housed in"]),
    // What an undertaking is part of.
    (&[PartOf], Some(Kind::Work), Strong, &[
        "parent programme", "parent program", "parent scheme", "parent initiative", "umbrella programme", "umbrella scheme", "umbrella program", "overall scheme", "overall programme", "overarching programme", "wider programme", "larger programme",
    ]),
    (&[PartOf, Location], None, Strong, &["sits in", "sit in", "sits within", "sit within", "is in a", "housed within"]),
    (&[PartOf], None, Strong, &["contains", "containing", "includes", "including", "covers", "covering", "embraces", "embracing", "comprises", "comprising", "encompasses", "encompassing", "takes in"]),
    (&[PartOf], None, Noun, &["within", "in a scheme", "in a programme"]),
    // What it rests on.
    (&[LegalBasis], None, Strong, &[
        "rests", "rests on", "rest", "rest on", "founded on", "is founded on", "based on", "built on", "stands on", "stand on", "underlying", "underlies", "underpins", "underpinning", "underpinned by", 
        "authorises", "authorised", "authorised by", "authorizes", "authorized by", "empowers", "governs", "governing", "governed by",
        "footing", "grounded", "grounded in", "rooted in", "pursuant to", "relies on", "rely on", "stands behind", "carried on under", "law behind", "act behind", "statute behind", "legislation behind", "gives the footing", "launched under",
        "draws its authority", "draws authority", "is run under", "operates under",
    ]),
    (&[LegalBasis], Some(Kind::Law), Strong, &["under which law", "under what act", "under what law", "under which act", "under what legislation", "under which legislation", "under which rules", "under what rules", "under which regulations", "under what statute", "under which statute", "legal basis", "statutory basis", "legal footing", "legal ground", "legal grounds", "legal foundation", "basis", "legal instrument", "law governing", "governing law", "enabling act", "enabling law"]),
    (&[CompetentAuthority], Some(Kind::Body), Strong, &["authority for the act", "authority for the law"]),
    // Days and years.
    (&[Promulgated], Some(Kind::Date), Strong, &[
        "gazetted", "promulgated", "promulgation", "date of promulgation", "enacted", "date of enactment", "enactment date", "proclaimed", "issued", "published", "became law", "become law", "come into force", "came into force", "passed", "signed",
        "made law", "on the statute book", "statute book", "put on the statute book", "was made", "were made", "order made", "act made",
    ]),
    (&[Promulgated, DevelopedBy], None, Light, &["made"]),
    (&[Founded], Some(Kind::Year), Strong, &[
        "established", "establishment year", "set up", "came into being", "come into being", "came into existence", "come into existence", "created", "creation", "date from", "dates from", "dates back", "charter", "given its charter", "formed", "inception",
        "founding", "founding year", "year founded", "foundation", "year of foundation", "incorporated", "opened its doors", "open its doors", "how old", "history begin",
    ]),
    (&[Founded, LegalBasis], None, Strong, &["founded"]),
    (&[Founded, Start], None, Strong, &["opened", "open", "began", "begin", "begin work", "began work", "begun", "started work", "start work", "inaugurated", "set going"]),
    (&[Start, LegalBasis], None, Light, &["launched", "launch"]),
    (&[Start], Some(Kind::Date), Strong, &["start", "starts", "started", "start date", "since when", "get under way", "got under way", "commence", "commenced", "kick off", "kicked off"]),
    (&[TookOffice], Some(Kind::Date), Must, &["took office", "take office", "take up", "took up", "takes up", "taken up", "took over", "take over", "sworn in", "appointed", "assumed office", "in office since", "in post since"]),
    // Where it sits.
    (&[Location], Some(Kind::Place), Strong, &[
        "located", "headquarters", "headquarter", "headquartered", "head office", "main office", "seat", "have its seat", "has its seat", "premises", "home", "have its home", "has its home", "home town", "situated", "address", "sited",
        "headquarters town", "run out of", "operates out of", "operates from", "operate from", "operate out of", "has its offices", "have its offices", "quarters", "is it in",
    ]),
    (&[Location, LegalBasis, Affiliation, OutcomeOf], None, Strong, &["based", "based at", "based in"]),
    (&[Location, Affiliation], None, Noun, &["sits", "sit", "found", "stands", "stand"]),
    // What makes things, and what they come from.
    (&[DevelopedBy], Some(Kind::Body), Strong, &[
        "manufactures", "manufactured by", "manufacturer", "makes", "make", "maker", "made by", "builds", "build", "built by", "builder", "develops", "developed by", "developer", "sells", "supplies", "supplier", "vendor", "assembles", "assembled by",
        "company behind", "firm behind", "brings to market", "markets", "turns out",
    ]),
    (&[OutcomeOf, DevelopedBy], None, Strong, &["produces", "produced", "produced by", "producing"]),
    (&[OutcomeOf], None, Strong, &[
        "gave rise", "gave rise to", "give rise", "gave us", "came out of", "come out of", "came from", "came of", "come from", "comes from", "resulted", "result", "results from", "resulted from", "resulting", "resulted in", "stems", "stems from", "stem from", "goes back to", "go back to",
        "originates", "originated", "originate in", "originating", "originating project", "emerged", "emerged from", "yielded", "yield", "product of", "a product of", "led to", "grew out", "grew out of", "derived", "derived from", "spawned", "spun out", "spin-off", "outcome", "outcome of", "from which", "project behind", "originator", "sprang from", "fruit of", "owes its existence", "drew on", "draws on", "traces back",
    ]),
    (&[OutcomeOf, LegalBasis, ExecutedBy, DevelopedBy], None, Strong, &["behind"]),
    (&[PrincipalInvestigator, ExecutedBy], None, Light, &["whose project"]),
    (&[Position], Some(Kind::Post), Strong, &["job title", "title", "post", "position", "rank", "grade", "role", "job", "capacity", "occupation", "official title", "professional title"]),
    // Journeys and meetings.
    (&[Visited], None, Strong, &["visited", "visit", "visited by", "called on", "called at", "call at", "call on", "toured", "went to", "went to see", "go to see", "received at", "received", "stopped at", "stopped by", "inspected", "were shown round", "hosted"]),
    (&[TripLead], Some(Kind::Person), Strong, &["headed the delegation", "led the delegation", "led the party", "led the visit", "head of the delegation", "leader of the party", "leader of the delegation", "headed the party"]),
    (&[Partner], Some(Kind::Body), Strong, &["partner", "partners", "partner organisation", "jointly with", "together with whom", "collaborates", "collaborated with", "collaborates with", "cooperates with", "works together with", "joint partner"]),
    // What nothing else answers.
    (&[Education], None, Must, &["university", "graduate", "graduated", "study at", "studied", "degree", "alma mater", "educated", "take her degree", "take his degree", "study"]),
    (&[Capital], Some(Kind::Amount), Must, &["capital", "share capital", "paid-up capital"]),
    (&[Amended], Some(Kind::Date), Must, &["amended", "amendment", "last amended"]),
    (&[Birth], None, Must, &["born", "birth", "birthday", "how old is he", "how old is she"]),
    (&[], None, Must, &["current phase", "current stage", "present phase", "present stage", "retired", "retirement", "after retiring", "owned", "owner", 
        "review", "reviewed", "appraisal", "appraised", "evaluation", "evaluated", "until when", "how long", "till when", "price", "cost", "costs", "telephone", "phone", "email", "e-mail", "fax", "salary", "salaries", "hobby", "nationality", "floor area", "website", "fee", "licence number", "before", "after", "predecessor", "successor", "succeeded", "replaced", "preceded", "previous", "former",
        "formerly", "term of office", "term end", "expire", "married", "spouse", "deputy", "vice",
    ]),
    (&[End], Some(Kind::Date), Must, &["end", "ends", "ended", "finish", "finishes", "completed", "completion", "deadline", "extended", "due", "end date"]),
    (&[Budget], Some(Kind::Amount), Must, &["budget", "allocation", "allocated", "funding", "appropriation", "money", "spent", "expenditure", "outturn"]),
    // What things are called.
    (&[ExecutedBy, Affiliation, ParentOrganization, ManagedBy, CompetentAuthority, Visited, Location], Some(Kind::Body), Noun, &["house", "office"]),
    (&[Location], None, Noun, &["where are the offices", "have offices"]),
    (&[OutcomeOf], Some(Kind::Work), Noun, &["work that", "the work that"]),
    (&[ExecutedBy, Affiliation, ParentOrganization, ManagedBy, CompetentAuthority, Visited, Partner], Some(Kind::Body), Noun, &[
        "body", "organisation", "organization", "institution", "establishment", "institute", "centre", "center", "unit", "laboratory", "lab", "station", "observatory", "trust", "place", "research institute", "outfit",
    ]),
    (&[ParentOrganization, ManagedBy, CompetentAuthority, Affiliation, ExecutedBy, Visited], Some(Kind::Body), Noun, &[
        "agency", "commission", "academy", "department", "ministry", "council", "board", "authority", "administration", "directorate", "bureau", "public body", "government body", "service", "inspectorate", "secretariat", "executive",
    ]),
    (&[DevelopedBy], Some(Kind::Body), Noun, &["company", "firm", "enterprise", "business", "corporation"]),
    (&[Location], Some(Kind::Place), Noun, &["town", "city", "county", "district", "municipality", "locality", "village", "country", "town or city", "region", "province"]),
    (&[LegalBasis], Some(Kind::Law), Noun, &["law", "act", "statute", "regulation", "regulations", "rules", "rule", "order", "enactment", "legislation", "instrument", "ordinance", "decree", "code", "charter act", "by-law"]),
    (&[PartOf], Some(Kind::Work), Noun, &["programme", "program", "scheme", "initiative", "programmes"]),
    (&[OutcomeOf], Some(Kind::Work), Noun, &["project", "trial", "pilot", "survey", "undertaking of"]),
    (&[PrincipalInvestigator, Head, ChairedBy, TripLead], Some(Kind::Person), Noun, &["person", "individual", "official", "whoever", "somebody", "someone", "man", "woman", "incumbent"]),
    (&[DevelopedBy, OutcomeOf], Some(Kind::Product), Noun, &["product", "device", "instrument made", "machine"]),
    (&[ChairedBy, Visited, TripLead], Some(Kind::Event), Noun, &["meeting", "sitting", "session", "board meeting", "steering group", "steering meeting", "programme board", "delegation", "study tour", "study visit", "study party", "study visitors", "travellers", "travelling party", "party", "mission"]),
    (&[], Some(Kind::Date), Noun, &["date", "day"]),
    (&[], Some(Kind::Year), Noun, &["year"]),
    (&[], Some(Kind::Person), Noun, &["name of the person"]),
];
