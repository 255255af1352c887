"""静态化: every public page as a file that a web server sends without Python, and the record of each file's content.

Owns the bake orders, the files of the site, their manifest, and the bundles that carry them across an air gap. Knows no
page: what there is to bake, what an event touches and how an address is answered is registered from above (`sources`).
"""
