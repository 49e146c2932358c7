"""The billing systems that can be read, each behind one interface."""
