## お知らせ

notice-first-time-on-this-computer = このパソコンで初めて開きました。これから、記録が巻き戻されていないかをこのパソコンも見守ります。
notice-failed-before = 前回のサインインのあと、パスワードの間違いが { $count } 回ありました。心当たりがなければパスワードを変えてください。
notice-clock-went-back = パソコンの時計が、前の記録より戻っています。記録の順番は変わりませんが、時計を確かめてください。
notice-head-not-kept = 保存しましたが、このパソコンの控え（最後の記録の印）を書けませんでした。ディスクの空きを確かめてください。
notice-head-accepted = 記録の食い違い（{ $expected } 件のはずが { $found } 件）を受け入れました。このことも記録されています。
notice-keys-reconciled = 途中で切れた鍵の変更を片付けました。パスワードの付け直しが要る人：{ $people }
notice-updated = 記録の形式を新しくしました（{ $from } → { $to }）。前の状態はバックアップに残しています。
notice-backup-failed = 今日のバックアップを取れませんでした（{ $detail }）。
