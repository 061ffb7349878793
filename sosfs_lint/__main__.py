from sosfs_lint.cli import main

main()
