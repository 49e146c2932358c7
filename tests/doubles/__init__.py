"""Stand-ins for the systems that the product talks to, each with what tests watch and upset; their tests beside."""
