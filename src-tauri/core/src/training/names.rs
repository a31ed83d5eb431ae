//! Names of a list held against those who are trained: spaces, kana and old forms of kanji do not matter; what is in
//! doubt is asked, never guessed.

use serde::Serialize;
use ts_rs::TS;
use uuid::Uuid;

use super::model::TraineeRow;
use crate::catalogue::fold;

/// What a name of a list comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(rename = "NameMatch")]
pub enum Match {
    /// Exactly this one.
    Sure {
        trainee: Uuid,
    },
    /// One of these: of one name, or nearly so.
    Doubtful {
        candidates: Vec<Uuid>,
    },
    Nobody,
}

/// Old and new forms that stand for one another in names.
const FORMS: [(char, char); 41] = [
    ('髙', '高'),
    ('﨑', '崎'),
    ('嵜', '崎'),
    ('碕', '崎'),
    ('邊', '辺'),
    ('邉', '辺'),
    ('齋', '斎'),
    ('齊', '斎'),
    ('斉', '斎'),
    ('濵', '浜'),
    ('濱', '浜'),
    ('廣', '広'),
    ('澤', '沢'),
    ('櫻', '桜'),
    ('國', '国'),
    ('圀', '国'),
    ('德', '徳'),
    ('惠', '恵'),
    ('壽', '寿'),
    ('學', '学'),
    ('實', '実'),
    ('榮', '栄'),
    ('龍', '竜'),
    ('瀧', '滝'),
    ('淵', '渕'),
    ('嶋', '島'),
    ('嶌', '島'),
    ('條', '条'),
    ('與', '与'),
    ('藏', '蔵'),
    ('眞', '真'),
    ('靜', '静'),
    ('禮', '礼'),
    ('萬', '万'),
    ('彌', '弥'),
    ('槇', '槙'),
    ('𠮷', '吉'),
    ('㐂', '喜'),
    ('穗', '穂'),
    ('應', '応'),
    ('會', '会'),
];

/// A name without spaces and titles, in the usual forms.
fn bare(name: &str) -> String {
    let text = fold::bare(name);
    let text = ["さん", "様", "殿", "先生"]
        .iter()
        .fold(text.as_str(), |text, end| text.strip_suffix(end).unwrap_or(text));
    text.chars().map(|c| FORMS.iter().find(|(old, _)| *old == c).map_or(c, |(_, new)| *new)).collect()
}

/// `number` is a 職員番号, where the list has one: then it decides.
pub fn matched(all: &[TraineeRow], name: &str, number: &str, department: &str) -> Match {
    let sure = |row: &TraineeRow| Match::Sure { trainee: row.id };
    if !number.trim().is_empty() {
        let wanted = fold::bare(number);
        if let Some(row) = all.iter().find(|row| fold::bare(&row.trainee.number) == wanted) {
            return sure(row);
        }
    }
    let wanted = bare(name);
    if wanted.is_empty() {
        return Match::Nobody;
    }
    let same: Vec<&TraineeRow> = all
        .iter()
        .filter(|row| bare(&row.trainee.name) == wanted || bare(&row.trainee.kana) == wanted)
        .collect();
    match same.as_slice() {
        [one] => return sure(one),
        [] => {}
        several => {
            let wanted = fold::bare(department);
            let of_it: Vec<&&TraineeRow> = several
                .iter()
                .filter(|row| !wanted.is_empty() && fold::bare(&row.trainee.department) == wanted)
                .collect();
            if let [one] = of_it.as_slice() {
                return sure(one);
            }
            return Match::Doubtful { candidates: several.iter().map(|row| row.id).collect() };
        }
    }
    // One letter off, or the family name alone.
    let near = all.iter().filter(|row| near(&bare(&row.trainee.name), &wanted)).map(|row| row.id);
    let candidates: Vec<Uuid> = near.take(5).collect();
    if candidates.is_empty() { Match::Nobody } else { Match::Doubtful { candidates } }
}

fn near(known: &str, wanted: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (known.chars().collect(), wanted.chars().collect());
    if a.len() < 2 || b.len() < 2 {
        return false;
    }
    let begins = b.len() < a.len() && a.starts_with(&b);
    let differ = a.iter().zip(&b).filter(|(x, y)| x != y).count();
    begins || (a.len() == b.len() && a.len() > 2 && differ == 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::training::Trainee;

    fn row(name: &str, kana: &str, department: &str, number: &str) -> TraineeRow {
        let trainee = Trainee {
            name: name.into(),
            kana: kana.into(),
            department: department.into(),
            number: number.into(),
            ..Trainee::default()
        };
        TraineeRow { id: Uuid::now_v7(), trainee, revision: 1 }
    }

    #[test]
    fn a_name_is_found_however_it_is_written_and_doubt_is_told() {
        let all = [
            row("髙橋 五月", "たかはし さつき", "看護部", "101"),
            row("山﨑 六郎", "やまざき ろくろう", "医事係", "102"),
            row("佐藤 花子", "さとう はなこ", "医事係", "103"),
            row("佐藤 花子", "さとう はなこ", "看護部", "104"),
            row("渡邊 十和", "わたなべ とわ", "看護部", "105"),
        ];
        let sure = |n: usize| Match::Sure { trainee: all[n].id };
        let found = |name: &str| matched(&all, name, "", "");
        for name in ["高橋五月", "髙橋　五月", "タカハシ サツキ", "ﾀｶﾊｼｻﾂｷ", "高橋 五月さん"]
        {
            assert_eq!(found(name), sure(0), "{name}");
        }
        assert_eq!(found("山崎六郎"), sure(1));
        assert_eq!(found("渡辺 十和"), sure(4));
        assert_eq!(found("佐藤花子"), Match::Doubtful { candidates: vec![all[2].id, all[3].id] });
        assert_eq!(matched(&all, "佐藤花子", "", "看護部"), sure(3));
        assert_eq!(matched(&all, "だれか", "１０４", ""), sure(3));
        assert_eq!(found("中村三郎"), Match::Nobody);
        assert_eq!(found("高橋皐月"), Match::Doubtful { candidates: vec![all[0].id] });
        assert_eq!(found("高橋五日"), Match::Doubtful { candidates: vec![all[0].id] });
        assert_eq!(found("山崎"), Match::Doubtful { candidates: vec![all[1].id] });
        assert_eq!(found(""), Match::Nobody);
    }
}
