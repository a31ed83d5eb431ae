//! The catalogues that come with Tenken: complete where they claim to be, exact in their counts, each row with a
//! question, a proof and a place in its source; mapped pair by pair.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::print_stdout)] // figures for tests/README.md

use std::collections::{BTreeMap, BTreeSet};

use tenken_core::catalogue::{
    Applies, Catalogue, Control, Kind, Loaded, Meaning, Scope, Shelf, Size, load, scales,
};
use tenken_tests::{Clinic, root};

fn shelf() -> &'static Shelf {
    Shelf::bundled().unwrap()
}

fn fuhyo() -> &'static Catalogue {
    &shelf().find("fuhyo-5.1").unwrap().catalogue
}

fn rows(table: &str) -> Vec<&'static Control> {
    fuhyo().controls().filter(|control| control.id.starts_with(table)).collect()
}

#[test]
fn five_catalogues_are_whole() {
    let counts: Vec<(&str, usize, usize)> = shelf()
        .catalogues()
        .iter()
        .map(|l| (l.catalogue.head.id.as_str(), l.catalogue.sections.len(), l.catalogue.control_count()))
        .collect();
    let wanted = [
        ("fuhyo-5.1", 24, 96),
        ("hachimaru", 24, 104),
        ("kasama", 29, 135),
        ("kmix-r", 20, 86),
        ("tgp-1.1", 20, 108),
    ];
    assert_eq!(counts, wanted);
    for Loaded { catalogue, .. } in shelf().catalogues() {
        for control in catalogue.controls() {
            let id = &control.id;
            assert!(!control.question.trim().is_empty(), "{id}: no question");
            assert!(
                !control.proof.is_empty() && control.proof.iter().all(|p| !p.trim().is_empty()),
                "{id}: no proof"
            );
            assert!(!control.source.trim().is_empty(), "{id}: no source");
            assert!(!control.domain.trim().is_empty(), "{id}: no domain");
        }
        let questions: BTreeSet<&str> = catalogue.controls().map(|c| c.question.as_str()).collect();
        assert_eq!(questions.len(), catalogue.control_count(), "{}: a question twice", catalogue.head.id);
    }
}

#[test]
fn the_schedules_have_their_rows_grades_and_cells() {
    // Rows; A, B, C, none; technical, operational and clause cells.
    for (table, count, grades, cells) in [
        ("F1", 49, [34, 7, 7, 1], [17, 49, 46]),
        ("F2", 23, [17, 6, 0, 0], [17, 21, 19]),
        ("F3", 24, [20, 2, 2, 0], [13, 21, 19]),
    ] {
        let rows = rows(table);
        let ids: Vec<String> = (1..=count).map(|n| format!("{table}-{n:02}")).collect();
        assert_eq!(rows.iter().map(|row| row.id.clone()).collect::<Vec<_>>(), ids);
        let of = |grade: &[&str]| rows.iter().filter(|row| row.grade == grade).count();
        assert_eq!([of(&["A"]), of(&["B"]), of(&["C"]), of(&[])], grades, "{table}");
        let filled = |cell: fn(&Control) -> bool| rows.iter().filter(|row| cell(row)).count();
        let found = [
            filled(|c| !c.technical.is_empty()),
            filled(|c| !c.operational.is_empty()),
            filled(|c| !c.clauses.is_empty()),
        ];
        assert_eq!(found, cells, "{table}");
    }
    let ungraded: Vec<&str> =
        fuhyo().controls().filter(|c| c.grade.is_empty()).map(|c| c.id.as_str()).collect();
    assert_eq!(ungraded, ["F1-24"]);
    // Rows of each section, in the order of the document.
    let sections: Vec<(&str, usize)> =
        fuhyo().sections.iter().map(|s| (s.id.as_str(), s.controls.len())).collect();
    assert_eq!(sections.iter().filter(|(id, _)| id.starts_with("F1")).map(|s| s.1).sum::<usize>(), 49);
    let second: Vec<(&str, usize)> =
        sections.iter().copied().filter(|(id, _)| id.starts_with("F2")).collect();
    assert_eq!(second, [("F2-1", 9), ("F2-2", 4), ("F2-3", 4), ("F2-4", 2), ("F2-5", 4)]);
}

#[test]
fn nine_pairs_go_by_size_and_two_groups_by_situation() {
    let mut groups: BTreeMap<(String, &str), Vec<&str>> = BTreeMap::new();
    for control in fuhyo().controls() {
        if let Some(alternative) = &control.alternative {
            let by: &str = alternative.by.into();
            groups.entry((alternative.group.clone(), by)).or_default().push(&control.id);
        }
    }
    let by = |wanted: &str| groups.iter().filter(|((_, by), _)| *by == wanted).collect::<Vec<_>>();
    assert_eq!(by("size").len(), 9, "{groups:?}");
    let situations: Vec<Vec<&str>> = by("situation").into_iter().map(|(_, ids)| ids.clone()).collect();
    assert_eq!(situations, [vec!["F2-04", "F2-05", "F2-06"], vec!["F2-01", "F2-02", "F2-03"]]);
}

#[test]
fn a_clinic_sees_81_rows_and_a_hospital_87() {
    let yes = |mut scope: Scope| {
        for question in &fuhyo().profile_questions {
            scope = scope.answering(&question.id, true);
        }
        scope
    };
    let clinic = yes(Scope::of_size(fuhyo(), Size::Small));
    let hospital = yes(Scope::of_size(fuhyo(), Size::Large));
    let count = |scope: &Scope, table: &str| {
        scope.rows(fuhyo()).iter().filter(|control| control.id.starts_with(table)).count()
    };
    assert_eq!(["F1", "F2", "F3"].map(|table| count(&clinic, table)), [42, 17, 22]);
    assert_eq!(clinic.rows(fuhyo()).len(), 81);
    assert_eq!(hospital.rows(fuhyo()).len(), 87);
    // Who keeps nothing electronically has 付表1 only; who keeps it inside, 付表1 and 2.
    assert_eq!(clinic.clone().answering("electronic_storage", false).rows(fuhyo()).len(), 42);
    assert_eq!(clinic.clone().answering("external_storage", false).rows(fuhyo()).len(), 42 + 17);
    // What may be taken in by choice: the two B-only rows, and the other side of an alternative by situation.
    let may: Vec<&str> = fuhyo()
        .controls()
        .filter(|control| matches!(clinic.of(control, fuhyo()), Applies::MayOptIn { .. }))
        .map(|control| control.id.as_str())
        .collect();
    assert_eq!(may, ["F2-01", "F2-02", "F2-04", "F2-05", "F2-07", "F2-08"]);
    let mut chosen = clinic;
    chosen.opted_in.extend(["F2-07".to_owned(), "F2-08".to_owned()]);
    assert_eq!(chosen.rows(fuhyo()).len(), 83);
    for control in fuhyo().controls().filter(|control| !control.applies_if.is_empty()) {
        assert!(control.applies_why.is_some(), "{}: out for no reason", control.id);
    }
}

#[test]
fn every_control_of_the_regulations_was_looked_at_for_a_counterpart() {
    let shelf = shelf();
    for regulation in ["tgp-1.1", "hachimaru", "kmix-r", "kasama"] {
        let catalogue = &shelf.find(regulation).unwrap().catalogue;
        let mapping =
            shelf.mappings().iter().find(|m| m.head.from == regulation && m.head.to == "fuhyo-5.1").unwrap();
        let coverage = mapping.coverage(catalogue);
        assert_eq!(coverage.mapped + coverage.unmatched, coverage.controls, "{regulation}: {coverage:?}");
        let kinds = |kind: Kind| mapping.pairs.iter().filter(|pair| pair.kind == kind).count();
        println!(
            "{regulation}: {} of {} mapped, {} pairs (equal {}, part of {}, contains {}, related {})",
            coverage.mapped,
            coverage.controls,
            mapping.pairs.len(),
            kinds(Kind::Equal),
            kinds(Kind::PartOf),
            kinds(Kind::Contains),
            kinds(Kind::Related),
        );
        for pair in &mapping.pairs {
            assert!(pair.why.is_some(), "{regulation} {} → {}: no reason", pair.from, pair.to);
        }
    }
    // Every id of every mapping is a control.
    for mapping in shelf.mappings() {
        let at_hand: Vec<&Catalogue> = shelf.catalogues().iter().map(|l| l.catalogue.as_ref()).collect();
        let name = format!("checklists/mappings/{}-{}.toml", mapping.head.from, mapping.head.to);
        let text = std::fs::read_to_string(root().join(&name)).unwrap();
        load::mapping_against(&name, &text, mapping, &at_hand).unwrap();
    }
    // A pair seen from its other side is the same pair.
    let counterparts = shelf.counterparts();
    for mapping in shelf.mappings() {
        for pair in &mapping.pairs {
            let back = counterparts.get(&mapping.head.to, &pair.to);
            let same = back.iter().find(|c| c.catalogue == mapping.head.from && c.control == pair.from);
            assert_eq!(same.unwrap().kind, pair.kind.turned());
        }
    }
}

#[test]
fn a_partly_is_never_offered_as_a_yes() {
    let scales = scales().unwrap();
    let scale = |id: &str| scales.iter().find(|scale| scale.id == id).unwrap();
    assert_eq!(scale("conformance").saying(Meaning::Partly).unwrap().mark, "△");
    for other in ["yes_no_dates", "yes_no_na"] {
        assert!(scale(other).saying(Meaning::Partly).is_none(), "{other}");
        assert_eq!(scale(other).saying(Meaning::Conforms).unwrap().mark, "はい");
    }
}

#[test]
fn the_schema_is_current() {
    let path = root().join("checklists/schema.json");
    let wanted = serde_json::to_string_pretty(&load::schema()).unwrap() + "\n";
    if std::env::var_os("TENKEN_BLESS").is_some() {
        std::fs::write(&path, &wanted).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(found == wanted, "checklists/schema.json has drifted: run ./dev types");
}

#[test]
fn the_shell_checks_lists_shows_and_searches_without_a_workspace() {
    let clinic = Clinic { dir: tempfile::tempdir().unwrap() };
    let bare = |args: &[&str]| {
        let mut shell = clinic.shell();
        shell.env_remove("TENKEN_WORKSPACE").env_remove("TENKEN_USER").args(args);
        let output = shell.output().unwrap();
        (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let files: Vec<String> = tenken_tests::files(&root().join("checklists"))
        .iter()
        .filter(|path| path.extension().is_some_and(|e| e == "toml"))
        .map(|path| path.display().to_string())
        .filter(|path| !path.contains("/scales/") && !path.contains("/import/"))
        .collect();
    let check: Vec<&str> =
        ["catalogue", "check"].into_iter().chain(files.iter().map(String::as_str)).collect();
    let (code, said) = bare(&check);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("誤りはありません（足りないところ 0 か所）"), "{said}");
    assert!(bare(&["catalogue", "list"]).1.contains("A71 B15 C9"));
    let (_, clinic_list) = bare(&["catalogue", "show", "fuhyo-5.1", "--grade", "C"]);
    let (_, hospital_list) = bare(&["catalogue", "show", "fuhyo-5.1", "--grade", "B"]);
    assert!(clinic_list.contains("81 項目") && hospital_list.contains("87 項目"));
    assert!(clinic_list.contains("F1-09") && !clinic_list.contains("F1-08"));
    // The pair one sees one half of: what a small facility writes in its diary, a large one logs.
    for (query, wanted) in [
        ("バックアップ", "backup"),
        ("ﾊﾞｯｸｱｯﾌﾟ", "half width"),
        ("ばっくあっぷ", "hiragana"),
        ("監査", "two characters"),
        ("鍵", "one character"),
        ("F1-24", "an id"),
        ("監査 責任者", "two words"),
    ] {
        let (code, said) = bare(&["catalogue", "search", query]);
        assert_eq!(code, Some(0));
        assert!(said.lines().count() >= 2, "{wanted}: {said}");
    }
    let (_, nothing) = bare(&["catalogue", "search", "ありえないことば"]);
    assert!(nothing.contains("見つかりませんでした"), "{nothing}");
}
