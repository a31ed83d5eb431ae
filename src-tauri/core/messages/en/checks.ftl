## What verifying found

problem-page-damaged = Part of the record file is damaged ({ $detail }).
problem-entry-altered = Entry { $seq } has been altered.
problem-entry-missing = Entry { $seq } is missing.
problem-entry-misplaced = Entry { $seq } does not follow the entry before it (re-ordered or inserted).
problem-entry-unreadable = Entry { $seq } cannot be read ({ $detail }).
problem-entry-contradicts = “{ $column }” of entry { $seq } contradicts its content.
problem-row-altered = { $column } of { $key } in table “{ $table }” is “{ $is }”; the record says “{ $should }”.
problem-row-missing = { $key } is missing from table “{ $table }”; the record has it.
problem-row-unknown = { $key } in table “{ $table }” is not in the record.
problem-schema-altered = The form of a table ({ $name }) has been altered.
problem-head-differs = The last entry differs from the one kept (entry { $seq }; now { $found }).
problem-keys-altered = The key file has been altered ({ $detail }).
