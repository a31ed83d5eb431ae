## 確かめて見つかったこと

problem-page-damaged = 記録ファイルの一部が壊れています（{ $detail }）。
problem-entry-altered = 操作記録 { $seq } 件目が書き換えられています。
problem-entry-missing = 操作記録 { $seq } 件目がありません。
problem-entry-misplaced = 操作記録 { $seq } 件目は、前の記録とつながりません（順番の入れ替えか差し込み）。
problem-entry-unreadable = 操作記録 { $seq } 件目を読めません（{ $detail }）。
problem-entry-contradicts = 操作記録 { $seq } 件目の「{ $column }」が中身と合いません。
problem-row-altered = 表「{ $table }」の { $key } の { $column } が「{ $is }」になっています。記録では「{ $should }」です。
problem-row-missing = 表「{ $table }」に { $key } がありません。記録にはあります。
problem-row-unknown = 表「{ $table }」の { $key } は、記録にありません。
problem-schema-altered = 表の作り（{ $name }）が変えられています。
problem-head-differs = 最後の記録が、控え（{ $seq } 件目）と違います（今は { $found } 件目）。
problem-keys-altered = 鍵ファイルが書き換えられています（{ $detail }）。
