//! The terms that the graph is written with. What Quarry coins itself is defined in `ontologies/quarry.ttl`, and a test holds
//! the two together.

use oxigraph::model::{NamedNode, NamedNodeRef};
use quarry_extract::EntityType;

macro_rules! terms {
    ($(#[$outer:meta])* $module:ident $namespace:literal { $($constant:ident $local:literal)* }) => {
        $(#[$outer])*
        pub mod $module {
            use oxigraph::model::NamedNodeRef;

            /// What every IRI of this vocabulary starts with.
            pub const NAMESPACE: &str = $namespace;
            $(
                #[doc = concat!("`", stringify!($module), ":", $local, "`")]
                pub const $constant: NamedNodeRef<'static> = NamedNodeRef::new_unchecked(concat!($namespace, $local));
            )*
            /// The local names used.
            pub const LOCAL_NAMES: &[&str] = &[$($local),*];
        }
    };
}

terms!(
    /// Quarry's own terms.
    quarry "urn:quarry:ontology#" {
        BLAKE3 "blake3"
        CANDIDATE "Candidate"
        CANDIDATE_FIGURE "CandidateFigure"
        CHANGED_AT "changedAt"
        COLLECTION "collection"
        COLUMN "column"
        CONFIDENCE "confidence"
        CONTENT "content"
        CONTENT_FILE "contentFile"
        DEFLATED_JSON "deflatedJson"
        DOCUMENT "Document"
        EDITION "edition"
        EMBEDDING "embedding"
        EVIDENCE "evidence"
        FLOAT32_VECTOR "float32Vector"
        FORMAT_VERSION "formatVersion"
        GOVERNMENT_ORGANIZATION "GovernmentOrganization"
        HEADER "header"
        HEADER_PATH "headerPath"
        HEADINGS "headings"
        IN_BLOCK "inBlock"
        LANGUAGES "languages"
        LOCATOR "locator"
        MADE_OF "madeOf"
        MENTION "Mention"
        MENTION_OF "mentionOf"
        METHOD "method"
        NAMES "names"
        OBJECT_TEXT "objectText"
        OUTBOX_FLOOR "outboxFloor"
        PASSAGE "Passage"
        PIPELINE "pipeline"
        POSITION "position"
        PROPERTY "property"
        QUALIFIER "qualifier"
        REPORT "report"
        ROW "row"
        ROW_LABEL "rowLabel"
        ROW_PATH "rowPath"
        ROW_SUBJECT "rowSubject"
        ROWS "rows"
        SEQUENCE "sequence"
        SOURCE "source"
        SPAN "span"
        STATEMENT "Statement"
        SUPERSEDED_BY "supersededBy"
        TABLE_MAPPING "TableMapping"
        TYPED_VALUE "typedValue"
        UNIT "unit"
        VALID_FROM "validFrom"
        VALID_UNTIL "validUntil"
        VIOLATES "violates"
    }
);

terms!(
    /// RDF 1.2.
    rdf "http://www.w3.org/1999/02/22-rdf-syntax-ns#" {
        TYPE "type"
        REIFIES "reifies"
        SUBJECT "subject"
        PREDICATE "predicate"
        OBJECT "object"
        VALUE "value"
        JSON "JSON"
        FIRST "first"
        REST "rest"
        NIL "nil"
    }
);

terms!(
    /// RDF Schema.
    rdfs "http://www.w3.org/2000/01/rdf-schema#" {
        LABEL "label"
        CLASS "Class"
        SUB_CLASS_OF "subClassOf"
        SUB_PROPERTY_OF "subPropertyOf"
        DOMAIN "domain"
        RANGE "range"
    }
);

terms!(
    /// OWL 2, for axioms and for which nodes are one thing.
    owl "http://www.w3.org/2002/07/owl#" {
        CLASS "Class"
        SAME_AS "sameAs"
        DIFFERENT_FROM "differentFrom"
        INVERSE_OF "inverseOf"
        EQUIVALENT_CLASS "equivalentClass"
        EQUIVALENT_PROPERTY "equivalentProperty"
        FUNCTIONAL_PROPERTY "FunctionalProperty"
        TRANSITIVE_PROPERTY "TransitiveProperty"
        SYMMETRIC_PROPERTY "SymmetricProperty"
    }
);

terms!(
    /// SKOS, for other names.
    skos "http://www.w3.org/2004/02/skos/core#" {
        ALT_LABEL "altLabel"
    }
);

terms!(
    /// Dublin Core terms, for documents.
    dcterms "http://purl.org/dc/terms/" {
        TITLE "title"
        DATE "date"
        FORMAT "format"
        LANGUAGE "language"
        IS_PART_OF "isPartOf"
    }
);

terms!(
    /// schema.org.
    schema "https://schema.org/" {
        TEXT "text"
        MENTIONS "mentions"
        ABOUT "about"
    }
);

terms!(
    /// Web Annotation, for evidence.
    oa "http://www.w3.org/ns/oa#" {
        SPECIFIC_RESOURCE "SpecificResource"
        HAS_SOURCE "hasSource"
        HAS_SELECTOR "hasSelector"
        TEXT_QUOTE_SELECTOR "TextQuoteSelector"
        TEXT_POSITION_SELECTOR "TextPositionSelector"
        EXACT "exact"
        START "start"
        END "end"
    }
);

terms!(
    /// RDF Data Cube, for figures.
    qb "http://purl.org/linked-data/cube#" {
        OBSERVATION "Observation"
        DATA_SET_CLASS "DataSet"
        DATA_SET "dataSet"
    }
);

terms!(
    /// CSV on the Web, for tables.
    csvw "http://www.w3.org/ns/csvw#" {
        TABLE "Table"
    }
);

terms!(
    /// VoID, for the size of a document's graph.
    void "http://rdfs.org/ns/void#" {
        TRIPLES "triples"
    }
);

terms!(
    /// PROV-O, for runs.
    prov "http://www.w3.org/ns/prov#" {
        ACTIVITY "Activity"
        ENTITY "Entity"
        GENERATED_AT_TIME "generatedAtTime"
        STARTED_AT_TIME "startedAtTime"
        ENDED_AT_TIME "endedAtTime"
        WAS_GENERATED_BY "wasGeneratedBy"
        WAS_INVALIDATED_BY "wasInvalidatedBy"
    }
);

terms!(
    /// SHACL, for shapes and what breaks them.
    sh "http://www.w3.org/ns/shacl#" {
        TARGET_CLASS "targetClass"
        TARGET_NODE "targetNode"
        TARGET_SUBJECTS_OF "targetSubjectsOf"
        TARGET_OBJECTS_OF "targetObjectsOf"
        NODE_SHAPE "NodeShape"
        PROPERTY_SHAPE "PropertyShape"
        PATH "path"
        INVERSE_PATH "inversePath"
        ALTERNATIVE_PATH "alternativePath"
        ZERO_OR_MORE_PATH "zeroOrMorePath"
        ONE_OR_MORE_PATH "oneOrMorePath"
        ZERO_OR_ONE_PATH "zeroOrOnePath"
        SEVERITY "severity"
        MESSAGE "message"
        DEACTIVATED "deactivated"
        CLASS "class"
        DATATYPE "datatype"
        NODE_KIND "nodeKind"
        MIN_COUNT "minCount"
        MAX_COUNT "maxCount"
        MIN_LENGTH "minLength"
        MAX_LENGTH "maxLength"
        MIN_EXCLUSIVE "minExclusive"
        MIN_INCLUSIVE "minInclusive"
        MAX_EXCLUSIVE "maxExclusive"
        MAX_INCLUSIVE "maxInclusive"
        PATTERN "pattern"
        FLAGS "flags"
        LANGUAGE_IN "languageIn"
        UNIQUE_LANG "uniqueLang"
        EQUALS "equals"
        DISJOINT "disjoint"
        LESS_THAN "lessThan"
        LESS_THAN_OR_EQUALS "lessThanOrEquals"
        NOT "not"
        AND "and"
        OR "or"
        XONE "xone"
        NODE "node"
        PROPERTY "property"
        QUALIFIED_VALUE_SHAPE "qualifiedValueShape"
        QUALIFIED_VALUE_SHAPES_DISJOINT "qualifiedValueShapesDisjoint"
        QUALIFIED_MIN_COUNT "qualifiedMinCount"
        QUALIFIED_MAX_COUNT "qualifiedMaxCount"
        CLOSED "closed"
        IGNORED_PROPERTIES "ignoredProperties"
        HAS_VALUE "hasValue"
        IN "in"
        IRI "IRI"
        LITERAL "Literal"
        BLANK_NODE "BlankNode"
        BLANK_NODE_OR_IRI "BlankNodeOrIRI"
        BLANK_NODE_OR_LITERAL "BlankNodeOrLiteral"
        IRI_OR_LITERAL "IRIOrLiteral"
        VIOLATION "Violation"
        VALIDATION_REPORT "ValidationReport"
        VALIDATION_RESULT "ValidationResult"
        CONFORMS "conforms"
        RESULT "result"
        FOCUS_NODE "focusNode"
        RESULT_PATH "resultPath"
        VALUE "value"
        RESULT_SEVERITY "resultSeverity"
        RESULT_MESSAGE "resultMessage"
        SOURCE_SHAPE "sourceShape"
        SOURCE_CONSTRAINT_COMPONENT "sourceConstraintComponent"
    }
);

/// The predicates of statements.
pub const PREDICATES: &[&str] = &[
    "affiliatedWith",
    "alsoKnownAs",
    "alumniOf",
    "amendedOn",
    "author",
    "basedOn",
    "birthDate",
    "birthPlace",
    "budget",
    "chairedBy",
    "competentAuthority",
    "deathDate",
    "developedBy",
    "endDate",
    "executedBy",
    "foundedBy",
    "foundedOn",
    "hasTitle",
    "headedBy",
    "headquarteredIn",
    "legalBasis",
    "locatedIn",
    "managedBy",
    "memberOf",
    "outcomeOf",
    "ownedBy",
    "parentOrganization",
    "partOf",
    "partnerOrganization",
    "principalInvestigator",
    "promulgatedOn",
    "proposedBy",
    "spentPreviousYear",
    "startDate",
    "tripLead",
    "visited",
];

/// The qualifiers that a statement may carry; others are kept as `quarry:qualifier "name: text"`.
pub const QUALIFIERS: &[&str] = &["since", "status", "title", "until", "version", "year"];

/// The graph of runs and of the bookkeeping that depends on history (sequence, outbox). The only graph that does.
pub const RUN_GRAPH: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("urn:quarry:graph:runs");

/// The graph that says which format this is.
pub const META_GRAPH: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("urn:quarry:graph:meta");

/// The graph of the ontologies.
pub const ONTOLOGY_GRAPH: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("urn:quarry:graph:ontology");

/// The graph of what people decided: which nodes are one thing, and which are not. It outlives the documents.
pub const DECISION_GRAPH: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("urn:quarry:graph:decisions");

/// The graph of what follows from statements and ontologies. It is computed when it is asked for, and never stored.
pub const INFERRED_GRAPH: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("urn:quarry:graph:inferred");

/// The graph of which nodes stand for which. It is computed when it is asked for, and never stored.
pub const SAME_AS_GRAPH: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("urn:quarry:graph:same-as");

/// The knowledge as a whole, of which sequence and format are said.
pub const KNOWLEDGE: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("urn:quarry:knowledge");

/// The property or class of that local name among Quarry's own terms; none where the name could not stand in an IRI.
#[must_use]
pub fn own_term(local_name: &str) -> Option<NamedNode> {
    let plain = local_name.len() <= 64 && local_name.starts_with(|c: char| c.is_ascii_alphabetic());
    let plain = plain && local_name.bytes().all(|b| b.is_ascii_alphanumeric());
    plain.then(|| NamedNode::new_unchecked(format!("{}{local_name}", quarry::NAMESPACE)))
}

/// The local name of one of Quarry's own terms.
#[must_use]
pub fn local_name(iri: &str) -> Option<&str> {
    iri.strip_prefix(quarry::NAMESPACE)
}

/// The class of entities of that type.
#[must_use]
pub fn class(kind: EntityType) -> NamedNode {
    NamedNode::new_unchecked(format!("{}{}", quarry::NAMESPACE, kind.name()))
}
