# fish completion of cafs, cafs-add and cafs-merge

complete -c cafs -n __fish_use_subcommand -f -a add -d 'Add npm tarballs to a store'
complete -c cafs -n __fish_use_subcommand -f -a merge -d 'Merge stores into one'
complete -c cafs -n __fish_use_subcommand -f -a plan -d 'Tell which tarballs a lockfile needs'
complete -c cafs -n __fish_use_subcommand -f -a verify -d 'Check every file of a store'
complete -c cafs -n __fish_use_subcommand -l help -d 'Print the options'
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
    complete -c $command $condition -l git-hosted -d 'The package comes from a git host'
    complete -c $command $condition -l trusted -d 'Do not check the integrity'
    complete -c $command $condition -l store-version -x -a 'v10 v11 v3 v10,v11' -d 'Version of the store'
    complete -c $command $condition -l index -x -a 'files database' -d 'Where a v11 store keeps its indexes'
    complete -c $command $condition -l durable -d 'Have all on the disk before it is seen'
    complete -c $command $condition -l json -d 'Report as lines of JSON'
    complete -c $command $condition -l help -d 'Print the options'
    complete -c $command $condition -l version -d 'Print the version'
end

for command in cafs cafs-merge
    set -l condition
    test $command = cafs; and set condition -n '__fish_seen_subcommand_from merge'
    complete -c $command $condition -f -a '(__fish_complete_directories)' -d 'Fragment'
    complete -c $command $condition -l store -x -a '(__fish_complete_directories)' -d 'Store to write'
    complete -c $command $condition -l link -x -a 'auto hardlink reflink copy symlink' -d 'How files get there'
    complete -c $command $condition -l pack -d 'Write an archive for pnpmConfigHook instead'
    complete -c $command $condition -l fetcher-version -x -d 'Write this number to .fetcher-version'
    complete -c $command $condition -l from -r -F -d 'Read fragments from a list'
    complete -c $command $condition -l from0 -d 'The list is separated by NUL'
    complete -c $command $condition -l all -d 'Take content files that no index names, too'
    complete -c $command $condition -l list -d 'Write only which fragments there are'
    complete -c $command $condition -l dry-run -d 'Read and check, but write nothing'
    complete -c $command $condition -l store-version -x -a 'v10 v11 v3 v10,v11' -d 'Version of the stores'
    complete -c $command $condition -l index -x -a 'database files' -d 'Where a v11 store keeps its indexes'
    complete -c $command $condition -l durable -d 'Have all on the disk before it is seen'
    complete -c $command $condition -l jobs -x -d 'Threads'
    complete -c $command $condition -l json -d 'Report as a line of JSON'
    complete -c $command $condition -l help -d 'Print the options'
    complete -c $command $condition -l version -d 'Print the version'
end

set -l plan -n '__fish_seen_subcommand_from plan'
complete -c cafs $plan -l format -x -a 'batch curl json' -d 'How it is written'
complete -c cafs $plan -l tarballs -x -a '(__fish_complete_directories)' -d 'Where tarballs are downloaded to'
complete -c cafs $plan -l platform -x -a 'linux-x64-glibc linux-x64-musl linux-arm64-glibc darwin-arm64 darwin-x64 win32-x64' -d 'Take its optional packages'
complete -c cafs $plan -l all-platforms -d 'Take those of all platforms'
complete -c cafs $plan -l importer -x -a '(__fish_complete_directories)' -d 'Only what this project needs'
complete -c cafs $plan -l registry -x -d 'Registry, or @SCOPE=URL'
complete -c cafs $plan -l skip-unfetchable -d 'Leave out packages that no hash can fetch'
complete -c cafs $plan -l help -d 'Print the options'
complete -c cafs $plan -l version -d 'Print the version'

set -l verify -n '__fish_seen_subcommand_from verify'
complete -c cafs $verify -f -a '(__fish_complete_directories)' -d Store
complete -c cafs $verify -l store-version -x -a 'v10 v11 v3 v10,v11' -d 'Version of the store'
complete -c cafs $verify -l jobs -x -d 'Threads'
complete -c cafs $verify -l json -d 'Report as a line of JSON'
complete -c cafs $verify -l help -d 'Print the options'
complete -c cafs $verify -l version -d 'Print the version'
