// Says on the page, not in the console, when a passkey did not come: most often the person pressed "cancel".
document.addEventListener('allauth.error', function (event) {
  const place = document.getElementById('passkey-trouble')
  if (place) {
    event.preventDefault()
    place.hidden = false
    place.scrollIntoView({ block: 'nearest' })
  }
})
