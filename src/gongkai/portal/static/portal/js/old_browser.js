/* The only script here that old browsers read: the others are modules. A browser that does not know @layer passes over our
   sheets as a whole; it gets a plain one. Written for IE 9; without it the page is bare and can be read and used. */
(function () {
  if (window.CSSLayerBlockRule) {
    return;
  }
  var own = document.getElementById("old-browser");
  var sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = own.getAttribute("data-sheet");
  document.getElementsByTagName("head")[0].appendChild(sheet);
})();
