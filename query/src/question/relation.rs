//! The relations that questions ask along.

/// A relation between a thing and another, or between a thing and a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Relation {
    ParentOrganization,
    Location,
    Founded,
    Head,
    TookOffice,
    Affiliation,
    Position,
    ManagedBy,
    LegalBasis,
    CompetentAuthority,
    Promulgated,
    PartOf,
    ExecutedBy,
    PrincipalInvestigator,
    Partner,
    Start,
    End,
    Budget,
    Spent,
    DevelopedBy,
    OutcomeOf,
    ChairedBy,
    TripLead,
    Visited,
    Education,
    Capital,
    Amended,
    Birth,
}

/// What stands at the far end of a relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Range {
    Person,
    Organization,
    Place,
    Law,
    Work,
    Date,
    Year,
    Amount,
    Text,
}

impl Range {
    /// Whether things of this range have relations of their own.
    #[must_use]
    pub const fn is_thing(self) -> bool {
        matches!(
            self,
            Self::Person | Self::Organization | Self::Place | Self::Law | Self::Work
        )
    }
}

impl Relation {
    /// Every relation.
    pub const ALL: [Self; 28] = [
        Self::ParentOrganization,
        Self::Location,
        Self::Founded,
        Self::Head,
        Self::TookOffice,
        Self::Affiliation,
        Self::Position,
        Self::ManagedBy,
        Self::LegalBasis,
        Self::CompetentAuthority,
        Self::Promulgated,
        Self::PartOf,
        Self::ExecutedBy,
        Self::PrincipalInvestigator,
        Self::Partner,
        Self::Start,
        Self::End,
        Self::Budget,
        Self::Spent,
        Self::DevelopedBy,
        Self::OutcomeOf,
        Self::ChairedBy,
        Self::TripLead,
        Self::Visited,
        Self::Education,
        Self::Capital,
        Self::Amended,
        Self::Birth,
    ];

    /// What the relation leads to.
    #[must_use]
    pub const fn range(self) -> Range {
        match self {
            Self::Head | Self::PrincipalInvestigator | Self::ChairedBy | Self::TripLead => Range::Person,
            Self::ParentOrganization
            | Self::Affiliation
            | Self::ManagedBy
            | Self::CompetentAuthority
            | Self::ExecutedBy
            | Self::Partner
            | Self::DevelopedBy
            | Self::Visited
            | Self::Education => Range::Organization,
            Self::Location => Range::Place,
            Self::LegalBasis => Range::Law,
            Self::PartOf | Self::OutcomeOf => Range::Work,
            Self::Founded => Range::Year,
            Self::Promulgated | Self::Start | Self::End | Self::TookOffice | Self::Amended | Self::Birth => {
                Range::Date
            }
            Self::Budget | Self::Spent | Self::Capital => Range::Amount,
            Self::Position => Range::Text,
        }
    }

    /// The relation of a property of `ontologies/quarry.ttl`, by local name; none for one that no question asks along.
    #[must_use]
    pub fn of_property(name: &str) -> Option<Self> {
        let key: String = name
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase())
            .collect();
        Some(match key.as_str() {
            "parentorganization" | "parentorg" | "suborganizationof" | "subordinateto" => {
                Self::ParentOrganization
            }
            "locatedin" | "headquarteredin" | "location" | "basedin" => Self::Location,
            "foundedin" | "foundedyear" | "foundingdate" | "founded" | "foundedon" | "establishedin" => {
                Self::Founded
            }
            "head" | "headedby" | "hashead" | "director" | "leader" | "ledby" => Self::Head,
            "affiliatedwith" | "affiliation" | "memberof" | "worksfor" | "employer" => Self::Affiliation,
            "position" | "jobtitle" | "holdsposition" | "title" | "hastitle" | "role" => Self::Position,
            "managedby" | "manager" | "administeredby" => Self::ManagedBy,
            "legalbasis" | "basedon" | "legalground" | "haslegalbasis" => Self::LegalBasis,
            "competentauthority" | "responsibleauthority" | "authority" => Self::CompetentAuthority,
            "promulgatedon" | "promulgated" | "datepromulgated" | "datedocument" | "enactedon" => {
                Self::Promulgated
            }
            "partof" | "ispartof" | "subprojectof" | "belongsto" => Self::PartOf,
            "executedby" | "implementedby" | "executingorganization" | "carriedoutby" => Self::ExecutedBy,
            "principalinvestigator" | "projectleader" | "investigator" => Self::PrincipalInvestigator,
            "partner" | "partnerorg" | "partnerorganization" | "collaborateswith" | "cooperateswith" => {
                Self::Partner
            }
            "startdate" | "startedon" | "start" | "begins" => Self::Start,
            "enddate" | "endedon" | "end" | "ends" => Self::End,
            "budget" | "budgetamount" | "amount" | "hasbudget" => Self::Budget,
            "spentprev" | "spent" | "expenditure" | "spentpreviousyear" | "priorexpenditure" => Self::Spent,
            "developedby" | "manufacturer" | "developer" | "madeby" | "producedby" => Self::DevelopedBy,
            "outcomeof" | "resultof" | "derivedfromproject" => Self::OutcomeOf,
            "chairedby" | "chair" => Self::ChairedBy,
            "triplead" | "tripledby" | "delegationlead" | "leadofdelegation" | "delegationledby" => {
                Self::TripLead
            }
            "visited" | "visitedorganization" | "visits" => Self::Visited,
            "graduatedfrom" | "alumniof" | "education" => Self::Education,
            "capital" | "paidupcapital" => Self::Capital,
            "amendedon" | "lastamended" => Self::Amended,
            "birthdate" | "bornon" => Self::Birth,
            _ => return None,
        })
    }
}
