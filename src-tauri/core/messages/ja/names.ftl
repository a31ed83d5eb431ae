## 名前

field-name = 氏名
field-facility-name = 施設名
field-kana = ふりがな
field-title = 役職
field-department = 部署
field-email = メール
field-login = 利用者名
field-password = パスワード
field-roles = 役割
field-kind = 種別
field-beds = 病床数
field-address = 所在地
field-idle-minutes = 自動ロックまでの分数
field-path = 場所
field-state = 状態
field-date = 日付
field-time = 時刻
field-to = 終わりの日

roles-director = 院長
roles-manager = 運用管理責任者
roles-auditor = 監査員
roles-trainer = 教育担当
roles-staff = 職員
roles-operator = サービス運用者
roles-viewer = 閲覧のみ

state-active = 利用中
state-stopped = 停止中
state-removed = 退職など

kind-clinic = 診療所
kind-dental-clinic = 歯科診療所
kind-hospital = 病院
kind-pharmacy = 薬局
kind-care-provider = 介護事業所
kind-network-operator = システム運用管理事業者
kind-service-operator = サービス運用者
kind-auto = 自動
kind-manual = 手動
kind-before-update = 更新前
kind-kept = 復元前の控え

right-sign-in = サインイン
right-change-own-password = 自分のパスワードの変更
right-see-people = 利用者の閲覧
right-manage-people = 利用者の追加・停止
right-edit-people = 利用者情報の変更
right-give-roles = 役割の付与
right-see-facility = 施設情報の閲覧
right-edit-facility = 施設情報の変更
right-edit-settings = 設定の変更
right-manage-keys = 鍵とパスワードの管理
right-see-record = 操作記録の閲覧
right-verify = 記録の検証
right-rebuild = 表の作り直し
right-backup = バックアップ
right-restore = バックアップからの復元
right-accept-head = 食い違いの受け入れ

missing-length = 長さ
missing-letter = 英字
missing-digit = 数字
missing-symbol = 記号
missing-variety = 文字の種類
missing-login = 利用者名と違うこと
