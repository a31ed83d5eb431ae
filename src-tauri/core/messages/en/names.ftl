## Names

field-name = Name
field-facility-name = Facility name
field-kana = Reading
field-title = Title
field-department = Department
field-email = E-mail
field-login = User name
field-password = Password
field-roles = Roles
field-kind = Kind
field-beds = Beds
field-address = Address
field-idle-minutes = Minutes until automatic lock
field-path = Place
field-state = State
field-date = Date
field-time = Time
field-to = Last day

roles-director = Director
roles-manager = Manager
roles-auditor = Auditor
roles-trainer = Trainer
roles-staff = Staff
roles-operator = Service operator
roles-viewer = Viewer

state-active = Active
state-stopped = Stopped
state-removed = Left

kind-clinic = Clinic
kind-dental-clinic = Dental clinic
kind-hospital = Hospital
kind-pharmacy = Pharmacy
kind-care-provider = Care provider
kind-network-operator = Network operator
kind-service-operator = Service operator
kind-auto = Automatic
kind-manual = Manual
kind-before-update = Before an update
kind-kept = Kept by a restore

right-sign-in = sign in
right-change-own-password = change one's own password
right-see-people = see the users
right-manage-people = add and stop users
right-edit-people = edit users
right-give-roles = give roles
right-see-facility = see the facility
right-edit-facility = edit the facility
right-edit-settings = change settings
right-manage-keys = manage keys and passwords
right-see-record = see the operation record
right-verify = verify the record
right-rebuild = rebuild the tables
right-backup = make backups
right-restore = restore a backup
right-accept-head = accept a mismatch

missing-length = length
missing-letter = a letter
missing-digit = a digit
missing-symbol = a symbol
missing-variety = different characters
missing-login = being different from the user name
