# The selector was right, and an ExternalName does not use it.
kubectl set selector service thumbs -n gallery app=thumbs
