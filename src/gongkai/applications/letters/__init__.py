"""Official letters (文书): their wording as text files with a readable history, and what makes them of a case.

`templates` knows the texts, `demands` the facts each asks for, `compose` makes a letter, `render` its forms.
"""
