"""The words of the company's pages: every sentence that a program puts together for clients, once, by its language."""
