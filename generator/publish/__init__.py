"""What leaves this machine: sealed files, the site's folder exchanged whole, the blocks of the company's manual."""
