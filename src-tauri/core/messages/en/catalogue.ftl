## Catalogues

error-faulty = { $path } has { $count } faults. Nothing was changed yet. Mend the places below and try again.
error-sheet-too-big = { $path } is too big and was not read to its end ({ $detail }). Nothing was imported. Move the table you need to a workbook of its own and try again.
error-sheet-unreadable = { $path } cannot be read as a table ({ $detail }). Nothing was imported. Open it in a spreadsheet program, save it as .xlsx, and try again.
error-sheet-locked = { $path } has a password. Take it off in your spreadsheet program, save, and try again.
error-sheet-encoding = The text of { $path } is broken (line { $detail }). Nothing was imported. Save it again as UTF-8 or Shift_JIS.
error-no-headings = No row of headings in { $path } was understood (for example { $wanted }). Add headings, or choose which column is what.
error-nothing-to-import = There is nothing in { $path } that can be imported.
error-only-holds = { $path } holds only { $holds }, and no controls or mappings. Choose the file of a framework.
error-unknown-format = { $path } is of no kind that can be imported. Choose a spreadsheet (.xlsx .xls .ods .csv), a CISO Assistant library (.yaml .xlsx), OSCAL (.json) or a file of Tenken (.toml .tenken-pack).
error-pack-differs = Version { $version } of “{ $id }” is there already, with another content. One version cannot mean two contents: give this one another version.

fault-syntax = Not written correctly ({ $detail }).
fault-unknown-key = There is no key “{ $key }”. Take it out, or give it its right name.
fault-misspelt-key = There is no key “{ $key }”. Did you mean “{ $near }”?
fault-missing = “{ $key }” is missing. Add it.
fault-wrong-type = The wrong kind of value. Write { $wanted }.
fault-not-one-of = “{ $value }” cannot stand here. Use one of { $allowed }.
fault-bad-form = “{ $value }” has the wrong form ({ $wanted }).
fault-empty = “{ $key }” is empty. Fill it in.
fault-too-long = Too long ({ $length }, at most { $limit }).
fault-too-many = Too many ({ $count }, at most { $limit }).
fault-duplicate = “{ $id }” occurs twice. Change one of the ids.
fault-no-such = There is no { $thing } “{ $id }”. Check the spelling.
fault-circle = The parents of “{ $id }” lead back to itself.
fault-alone = Only one row belongs to the alternatives “{ $group }”. Give the other row the same name.
fault-pair-twice = The pair “{ $id }” occurs twice.
fault-paired-and-unmatched = “{ $id }” is in a pair, and said to have no counterpart.
fault-blank-not-declared = The blank “{ $blank }” is not declared in blanks.
fault-blank-broken = A blank is not closed ({ $text }).
fault-scale-unknown = There is no answer scale “{ $scale }”. Use { $allowed }, or an own_scale.
fault-no-question = No question (what is asked).
fault-no-proof = No proof.
fault-no-source = No source.

import-row-without-name = Left out: the row has no name ({ $text }).
import-column-not-understood = Left out: nobody knows what the column “{ $heading }” is.
import-ids-made = There is no column of ids: { $count } were made from row numbers.
import-id-twice = The id “{ $id }” occurs twice; this one became “{ $now }”.
import-left-out = Left out: { $thing } ({ $count }), for which Tenken has no place.
import-unexplained = Nothing in the file explains the { $thing } “{ $value }”.

column-id = Id
column-table = Table
column-section_number = Number
column-domain = Domain
column-practice = Practice
column-grade = Grade
column-question = Question
column-statement = Original text
column-technical = Technical measures
column-operational = Operational measures
column-clause = Model clause
column-proof = Proof
column-source = Source
column-note = Note

difference-same = same
difference-added = new
difference-removed = gone
difference-renumbered = renumbered
difference-reworded = re-worded
difference-regraded = re-graded
fate-keep = answer kept
fate-review = look again
fate-new = new control
fate-leave = stays with the old version

change-catalogue-install = Imported “{ $title }” ({ $version })
change-catalogue-retire = Retired “{ $title }”
change-catalogue-return = Returned “{ $title }” to its former state
change-catalogue-overlay = Laid official wording over { $catalogue } ({ $texts } controls)

command-catalogue-list = The catalogues
command-catalogue-show = A catalogue, and what of it concerns the facility
command-catalogue-search = Search all catalogues
command-catalogue-preview = See what a file would bring
command-catalogue-packs = The installed packs
command-catalogue-import = Import a catalogue from a file
command-catalogue-retire = Retire a catalogue
command-catalogue-compare = Compare two catalogues
command-catalogue-export = Export a catalogue
command-catalogue-overlay = Lay official wording over a catalogue

right-manage-catalogues = Manage catalogues

help-catalogue = Control catalogues (schedule tables, regulations, other frameworks)
help-catalogue-list = List the catalogues
help-catalogue-show = Show a catalogue's controls
help-catalogue-search = Search all catalogues
help-catalogue-check = Find every fault of files
help-catalogue-import = Import a catalogue from a file
help-catalogue-retire = Retire a catalogue (answers given to it stay)
help-catalogue-compare = Show how two catalogues differ
help-catalogue-export = Export a catalogue
help-catalogue-overlay = Lay official wording over a catalogue, from a spreadsheet
help-arg-id = A catalogue's id (its beginning will do), or a file
help-arg-grade = Only what concerns this grade (A, B, C)
help-arg-query = What to look for
help-arg-files = Files to check
help-arg-file = The file to read
help-arg-preview = Only show what would come in
help-arg-pack-version = The version's name
help-arg-sheet = The sheet to read
help-arg-column = Choose a column by hand (practice=D)
help-arg-translation = The language to use where the file brings translations
help-arg-profile = An OSCAL profile to read as a grade
help-arg-format = toml, xlsx, csv, oscal or pack
help-arg-folder = The folder to write to

shell-retired = (retired)
shell-official = Official wording:{" "}
shell-catalogue-count = { $count } controls
shell-nothing-found = Nothing was found for “{ $query }”. Try a shorter word, or another one.
shell-catalogue-well = { $id }: { $controls } controls
shell-check-well = No faults ({ $gaps } gaps).
shell-check-faults = { $count } faults (and { $gaps } gaps).
shell-imported = Imported { $controls } controls ({ $mappings } mappings).
shell-draft = { $id } “{ $title }”: { $sections } sections, { $controls } controls
shell-draft-mapping = Mapping { $from } → { $to }: { $pairs } pairs
shell-compared = same { $same }, new { $added }, gone { $removed }, renumbered { $renumbered }, re-worded { $reworded }, re-graded { $regraded }
shell-overlaid = Laid official wording over { $controls } controls.
shell-overlay-unmatched = Row { $row } belongs to no control that is known ({ $text }).
