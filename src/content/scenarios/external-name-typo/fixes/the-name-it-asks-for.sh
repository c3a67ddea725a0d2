# The other way round: the warehouse gets a second Service under the name that the alias leads to.
kubectl expose deployment inventory -n depot --name=inventroy --port=8080 --target-port=http
