# fish completion of cafs and cafs-add

complete -c cafs -n __fish_use_subcommand -f -a add -d 'Add npm tarballs to a store'
complete -c cafs -n __fish_use_subcommand -l version -d 'Print the version'

for command in cafs cafs-add
    set -l condition
    test $command = cafs; and set condition -n '__fish_seen_subcommand_from add'
    complete -c $command $condition -l store -x -a '(__fish_complete_directories)' -d 'Store to write'
    complete -c $command $condition -l id -x -d 'Package id, as the lockfile has it'
    complete -c $command $condition -l integrity -x -d 'What the tarball must hash to'
    complete -c $command $condition -l batch -r -d 'Read lines of JSON'
    complete -c $command $condition -l jobs -x -d 'Threads'
    complete -c $command $condition -l max-unpacked -x -d 'Refuse tarballs that unpack to more'
    complete -c $command $condition -l container -x -a 'tarball any' -d 'What packages may come in'
    complete -c $command $condition -l trusted -d 'Do not check the integrity'
    complete -c $command $condition -l json -d 'Report as lines of JSON'
    complete -c $command -l help -d 'Print the options'
end
