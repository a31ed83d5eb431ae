## 統制のカタログ

error-faulty = { $path } に { $count } か所の誤りがあります。まだ何も変えていません。下の箇所を直して、もう一度お試しください。
error-sheet-too-big = { $path } は大きすぎるため、途中で読むのをやめました（{ $detail }）。何も取り込んでいません。必要な表だけを別の表計算ファイルに移して、もう一度してください。
error-sheet-unreadable = { $path } を表として読めません（{ $detail }）。何も取り込んでいません。表計算ソフトで開き、「名前を付けて保存」で .xlsx にしてから、もう一度してください。
error-sheet-locked = { $path } にはパスワードがかかっています。表計算ソフトでパスワードを外して保存してから、もう一度してください。
error-sheet-encoding = { $path } の文字が途中で壊れています（{ $detail } 行目）。何も取り込んでいません。UTF-8 か Shift_JIS で保存し直してください。
error-no-headings = { $path } に、意味の分かる見出しの行が見つかりません（たとえば { $wanted }）。見出しの行を付けるか、どの列が何かを選んでください。
error-nothing-to-import = { $path } に、取り込めるものがありません。
error-only-holds = { $path } に入っているのは { $holds } だけで、統制の項目や対応表がありません。枠組み（framework）のファイルを選んでください。
error-unknown-format = { $path } は、取り込める種類のファイルではありません。表計算（.xlsx .xls .ods .csv）、CISO Assistant（.yaml .xlsx）、OSCAL（.json）、点検のファイル（.toml .tenken-pack）を選んでください。
error-pack-differs = 「{ $id }」の { $version } はすでにあり、中身が違います。同じ版の名前で中身を変えることはできません。版の名前を変えてください。

fault-syntax = 書き方が正しくありません（{ $detail }）。
fault-unknown-key = 「{ $key }」という項目名はありません。消すか、正しい名前にしてください。
fault-misspelt-key = 「{ $key }」という項目名はありません。「{ $near }」のことではありませんか。
fault-missing = 「{ $key }」がありません。書き足してください。
fault-wrong-type = 値の種類が違います。{ $wanted } で書いてください。
fault-not-one-of = 「{ $value }」は使えません。{ $allowed } のどれかにしてください。
fault-bad-form = 「{ $value }」の形が違います（{ $wanted }）。
fault-empty = 「{ $key }」が空です。書き入れてください。
fault-too-long = 長すぎます（{ $length }、{ $limit } まで）。
fault-too-many = 多すぎます（{ $count }、{ $limit } まで）。
fault-duplicate = 「{ $id }」が二度出てきます。どちらかの ID を変えてください。
fault-no-such = 「{ $id }」（{ $thing }）はどこにもありません。綴りを確かめてください。
fault-circle = 「{ $id }」の親をたどると、自分に戻ります。
fault-alone = 択一「{ $group }」の行が一つしかありません。相手の行にも同じ名前を付けてください。
fault-pair-twice = 「{ $id }」の組が二度出てきます。
fault-paired-and-unmatched = 「{ $id }」は組になっているのに、対応なしとも書かれています。
fault-blank-not-declared = 文例の空欄「{ $blank }」が、blanks に宣言されていません。
fault-blank-broken = 文例の空欄が閉じていません（{ $text }）。
fault-scale-unknown = 回答の形式「{ $scale }」はありません。{ $allowed }、または own_scale を使ってください。
fault-no-question = 何を聞かれているか（question）がありません。
fault-no-proof = 証跡の例（proof）がありません。
fault-no-source = 出典の箇所（source）がありません。

import-row-without-name = 項目の名前がないので取り込みません（{ $text }）。
import-column-not-understood = 列「{ $heading }」は何の列か分からないので取り込みません。
import-ids-made = ID の列がないので、{ $count } 件に行番号から ID を付けました。
import-id-twice = ID「{ $id }」が重なるので、「{ $now }」にしました。
import-left-out = { $thing }（{ $count }）は、点検には置き場所がないので取り込みません。
import-unexplained = { $thing } の「{ $value }」は、ファイルの中に説明がありません。

column-id = ID
column-table = 表
column-section_number = 管理事項番号
column-domain = 運用管理項目
column-practice = 実施項目
column-grade = 対象
column-question = 何を聞かれているか
column-statement = 原文
column-technical = 技術的対策
column-operational = 運用的対策
column-clause = 運用管理規程文例
column-proof = 証跡の例
column-source = 出典
column-note = 備考

difference-same = 同じ
difference-added = 新しい
difference-removed = なくなった
difference-renumbered = 番号が変わった
difference-reworded = 文言が変わった
difference-regraded = 対象が変わった
fate-keep = 回答はそのまま
fate-review = 要再確認
fate-new = 新しい項目
fate-leave = 旧版に残る

change-catalogue-install = 「{ $title }」（{ $version }）を取り込みました
change-catalogue-retire = 「{ $title }」を使うのをやめました
change-catalogue-return = 「{ $title }」を前の状態に戻しました
change-catalogue-overlay = { $catalogue } に公式の文言を重ねました（{ $texts } 項目）

command-catalogue-list = カタログの一覧
command-catalogue-show = カタログの中身と、自分の施設に当てはまる項目
command-catalogue-search = すべてのカタログから探す
command-catalogue-preview = ファイルから何が取り込まれるかを見る
command-catalogue-packs = 取り込んだパックの一覧
command-catalogue-import = ファイルからカタログを取り込む
command-catalogue-retire = カタログを使うのをやめる
command-catalogue-compare = 二つのカタログを比べる
command-catalogue-export = カタログを書き出す
command-catalogue-overlay = 公式の文言を重ねる

right-manage-catalogues = カタログの管理

help-catalogue = 統制のカタログ（付表、規程、ほかの枠組み）
help-catalogue-list = カタログの一覧を見る
help-catalogue-show = カタログの項目を見る
help-catalogue-search = すべてのカタログから探す
help-catalogue-check = ファイルの誤りをすべて調べる
help-catalogue-import = ファイルからカタログを取り込む
help-catalogue-retire = カタログを使うのをやめる（過去の回答は残る）
help-catalogue-compare = 二つのカタログの違いを見る
help-catalogue-export = カタログを書き出す
help-catalogue-overlay = 公式の文言を表から重ねる
help-arg-id = カタログの ID（始まりだけでもよい）、またはファイル
help-arg-grade = 対象の区分（A、B、C）に当てはまる項目だけ
help-arg-query = 探すことば
help-arg-files = 調べるファイル
help-arg-file = 読み込むファイル
help-arg-preview = 取り込まずに、何が入るかだけを見る
help-arg-pack-version = 版の名前
help-arg-sheet = 読むシートの名前
help-arg-column = 列を手で選ぶ（例 practice=D）
help-arg-translation = ファイルに訳があるとき、使う言語
help-arg-profile = 区分として読む OSCAL のプロファイル
help-arg-format = 書き出す形（toml、xlsx、csv、oscal、pack）
help-arg-folder = 書き出す先のフォルダー

shell-retired = （使っていない）
shell-official = 公式の文言：
shell-catalogue-count = { $count } 項目
shell-nothing-found = 「{ $query }」は見つかりませんでした。短いことばや、別の言い方で試してください。
shell-catalogue-well = { $id }: { $controls } 項目
shell-check-well = 誤りはありません（足りないところ { $gaps } か所）。
shell-check-faults = { $count } か所の誤りがあります（ほかに、足りないところ { $gaps } か所）。
shell-imported = { $controls } 項目を取り込みました（対応表 { $mappings } 件）。
shell-draft = { $id }「{ $title }」: { $sections } 節、{ $controls } 項目
shell-draft-mapping = 対応表 { $from } → { $to }: { $pairs } 組
shell-compared = 同じ { $same }、新しい { $added }、なくなった { $removed }、番号が変わった { $renumbered }、文言が変わった { $reworded }、対象が変わった { $regraded }
shell-overlaid = { $controls } 項目に公式の文言を重ねました。
shell-overlay-unmatched = { $row } 行目は、どの項目のものか分かりませんでした（{ $text }）。
